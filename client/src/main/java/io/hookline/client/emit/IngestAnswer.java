package io.hookline.client.emit;

import io.hookline.client.emit.Emitted.FieldError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ingest-service says to one event, or to a request as a whole. */
sealed interface IngestAnswer {
    /** Each event has an answer of its own, in the order in which they were sent. */
    record PerEvent(List<IngestAnswer> answers) implements IngestAnswer {
        public PerEvent {
            answers = List.copyOf(answers);
        }
    }

    /** It has it. */
    record Taken() implements IngestAnswer {}

    /**
     * It refuses it, and would again.
     *
     * @param perhapsOne for a request with several events: one of them may be the reason, so that the others should be
     * tried alone
     */
    record Refused(int status, String detail, List<FieldError> errors, boolean perhapsOne) implements IngestAnswer {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /** Not now; the same may do later. */
    record NotNow(String detail, @Nullable Duration retryAfter) implements IngestAnswer {}
}
