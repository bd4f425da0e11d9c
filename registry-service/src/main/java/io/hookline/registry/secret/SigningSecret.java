package io.hookline.registry.secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret that signs the deliveries of a webhook, in the form its owner knows: {@code whsec_<base64>} as Standard Webhooks
 * has it, or any other printable text. Its text is never part of {@code toString}.
 *
 * @param text the clear text
 */
public record SigningSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final int NEW_BYTES = 32;
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 256;

    public static SigningSecret random(SecureRandom random) {
        byte[] bytes = new byte[NEW_BYTES];
        random.nextBytes(bytes);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** What is wrong with a secret that somebody brings along, if anything is. */
    public static Optional<String> problem(String text) {
        return text.startsWith(PREFIX) ? standardProblem(text.substring(PREFIX.length())) : plainProblem(text);
    }

    private static Optional<String> standardProblem(String encoded) {
        try {
            int bytes = Base64.getDecoder().decode(encoded).length;
            return bytes < FEWEST_BYTES || bytes > MOST_BYTES
                    ? Optional.of(
                            "must have " + FEWEST_BYTES + " to " + MOST_BYTES + " bytes after whsec_, not " + bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("must be base64 after whsec_");
        }
    }

    private static Optional<String> plainProblem(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return Optional.of("must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        return text.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? Optional.empty()
                : Optional.of("must consist of printable ASCII characters");
    }

    @Override
    public String toString() {
        return "SigningSecret[…]";
    }
}
