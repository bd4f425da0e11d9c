package io.hookline.dispatch.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request.
 *
 * @param startedAt when it began
 * @param duration from then to its end
 * @param connect the name lookup, TCP and TLS; null on a connection that was open already, or if none came about
 * @param firstByte from the connection being there to the answer's head; null without an answer
 * @param remoteAddress {@code ip:port}; null if no connection came about
 */
public record Exchange(
        Instant startedAt,
        Duration duration,
        @Nullable Duration connect,
        @Nullable Duration firstByte,
        @Nullable String remoteAddress,
        Result result) {

    /** How it ended. */
    public sealed interface Result {}

    /**
     * A complete answer.
     *
     * @param headers by lower-case name; not more and not longer than {@link ResponseLimits} says
     * @param body its beginning, as UTF-8
     */
    public record Answer(int status, Map<String, String> headers, String body) implements Result {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /** No answer, or none that could be read. */
    public record Failure(Throwable cause) implements Result {}

    /** A request that was not even begun. */
    public static Exchange notSent(Instant at, Throwable cause) {
        return new Exchange(at, Duration.ZERO, null, null, null, new Failure(cause));
    }

    public Instant endedAt() {
        return startedAt.plus(duration);
    }
}
