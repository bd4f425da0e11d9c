package io.hookline.dispatch.sending;

import java.time.Duration;

/** What came of asking for a token. */
sealed interface TokenAnswer {

    /** How long it may be given to those who ask next. */
    Duration lifetime();

    /**
     * A token. Its text form does not show it.
     *
     * @param authorization the value of the header
     */
    record Token(String authorization, Duration lifetime) implements TokenAnswer {
        @Override
        public String toString() {
            return "Token[" + lifetime + "]";
        }
    }

    /** None, and why. */
    record Refused(AuthenticationFailedException cause) implements TokenAnswer {

        static Refused because(String message) {
            return new Refused(new AuthenticationFailedException(message));
        }

        @Override
        public Duration lifetime() {
            return Duration.ZERO;
        }
    }
}
