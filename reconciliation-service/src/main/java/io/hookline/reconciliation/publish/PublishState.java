package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.publish.Verdict.Failure;
import io.hookline.reconciliation.publish.Verdict.Progress;
import io.hookline.reconciliation.publish.Verdict.Success;
import java.time.Instant;

/**
 * How far a publish has come. The first word of the platform stays; our own word, the timeout, gives way to the platform's.
 *
 * <pre>
 *            success
 * pending ─────────────▶ succeeded
 *    │                       ▲
 *    │                       │ success (corrected)
 *    │    deadline           │
 *    ├─────────────▶ failed by timeout
 *    │                       │
 *    │                       │ failure (the platform's reason replaces ours)
 *    │    failure            ▼
 *    └─────────────▶ failed by platform
 * </pre>
 *
 * Every other terminal verdict leaves the state as it is: the same ending again confirms it, a different one is a conflict.
 */
public sealed interface PublishState {

    /** What follows when the platform says something. */
    Step hear(Verdict verdict, Instant at);

    /** Whose word an ending is. */
    enum Source {
        PLATFORM,
        TIMEOUT
    }

    /** The state after something happened, and what that something was. */
    record Step(PublishState next, Outcome outcome) {}

    /** Nothing final is known. */
    record Pending() implements PublishState {
        @Override
        public Step hear(Verdict verdict, Instant at) {
            return switch (verdict) {
                case Success _ -> new Step(new Succeeded(at, false), Outcome.CONCLUDED);
                case Failure(String error, String code) ->
                    new Step(new Failed(at, error, code, Source.PLATFORM), Outcome.CONCLUDED);
                case Progress _ -> new Step(this, Outcome.PROGRESS);
            };
        }

        /** What follows when nobody says anything by the deadline. */
        Failed timeOut(Instant at) {
            return new Failed(at, "The platform did not confirm the publish in time", "TIMEOUT", Source.TIMEOUT);
        }
    }

    /**
     * The post is public.
     *
     * @param corrected it was called failed before, since the platform was late
     */
    record Succeeded(Instant at, boolean corrected) implements PublishState {
        @Override
        public Step hear(Verdict verdict, Instant when) {
            return switch (verdict) {
                case Success _ -> new Step(this, Outcome.CONFIRMED);
                case Failure _ -> new Step(this, Outcome.CONFLICT);
                case Progress _ -> new Step(this, Outcome.PROGRESS);
            };
        }
    }

    /** The post is not public. */
    record Failed(Instant at, String error, String errorCode, Source source) implements PublishState {
        @Override
        public Step hear(Verdict verdict, Instant when) {
            return switch (verdict) {
                case Success _ when source == Source.TIMEOUT -> new Step(new Succeeded(when, true), Outcome.CORRECTED);
                case Success _ -> new Step(this, Outcome.CONFLICT);
                case Failure(String theirs, String code)
                when source == Source.TIMEOUT ->
                    new Step(new Failed(at, theirs, code, Source.PLATFORM), Outcome.CONFIRMED);
                case Failure _ -> new Step(this, Outcome.CONFIRMED);
                case Progress _ -> new Step(this, Outcome.PROGRESS);
            };
        }
    }
}
