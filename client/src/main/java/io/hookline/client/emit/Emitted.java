package io.hookline.client.emit;

import java.util.List;

/** What became of an event that was emitted. */
public sealed interface Emitted {
    /** The event's id, which receivers see as {@code webhook-id}; empty if it was given none. */
    String id();

    /** Hookline has it, durably. */
    record Accepted(String id) implements Emitted {}

    /** It did not, or not yet, get through. */
    sealed interface NotAccepted extends Emitted {
        /** Why, in words; never shows the data. */
        String detail();
    }

    /**
     * Hookline refuses it, and would again.
     *
     * @param status the HTTP status of the refusal
     * @param errors which fields are wrong; empty if it is not about fields
     */
    record Rejected(String id, int status, String detail, List<FieldError> errors) implements NotAccepted {
        public Rejected {
            errors = List.copyOf(errors);
        }
    }

    /** It is not known to have reached Hookline. */
    record Failed(String id, Reason reason, String detail) implements NotAccepted {}

    /**
     * One thing that is wrong with an event.
     *
     * @param field where, as a path: {@code data.author.followers}
     * @param message what is expected there
     */
    record FieldError(String field, String message) {}

    /** Why an event is not known to have reached Hookline. */
    enum Reason {
        /** The buffer was full, for as long as the caller was willing to wait. It was dropped. */
        BUFFER_FULL,
        /** The emitter was closed before it was sent. If it was on its way, it may have arrived. */
        CLOSED,
        /** It was tried for as long as the emitter tries. It may have arrived. */
        GAVE_UP,
        /** The caller did not want to wait any longer. It is still being sent. */
        STILL_SENDING,
        /** Its data cannot be turned into JSON, or something else is wrong with it that keeps it from being sent. */
        UNSENDABLE
    }
}
