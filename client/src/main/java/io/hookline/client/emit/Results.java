package io.hookline.client.emit;

import io.hookline.client.emit.Emitted.Accepted;
import io.hookline.client.emit.Emitted.Failed;
import io.hookline.client.emit.Emitted.NotAccepted;
import io.hookline.client.emit.Emitted.Reason;
import io.hookline.client.emit.Emitted.Rejected;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what became of events, tells the listener of those that did not get through, and logs that now and then.
 * Thread-safe.
 */
final class Results {
    private static final Logger log = LoggerFactory.getLogger(EventEmitter.class);

    /** One line in this time says enough: an outage fails events by the thousand. */
    private static final long LOG_INTERVAL_NANOS = 10_000_000_000L;

    private final EmitListener listener;
    private final LongSupplier nanoTime;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unsaid = new LongAdder();
    private final AtomicLong nextLog;

    Results(EmitListener listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.nextLog = new AtomicLong(nanoTime.getAsLong());
    }

    /** Settles an event, once. */
    void settle(Pending pending, Emitted result) {
        if (pending.settle(result)) {
            count(result);
            if (result instanceof NotAccepted reason) {
                report(pending.event(), reason);
            }
        }
    }

    EmitCounts counts(int buffered) {
        return new EmitCounts(accepted.sum(), rejected.sum(), dropped.sum(), failed.sum(), buffered);
    }

    private void count(Emitted result) {
        if (result instanceof Accepted) {
            accepted.increment();
        } else if (result instanceof Rejected) {
            rejected.increment();
        } else if (result instanceof Failed failure && failure.reason() == Reason.BUFFER_FULL) {
            dropped.increment();
        } else {
            failed.increment();
        }
    }

    private void report(Event event, NotAccepted reason) {
        unsaid.increment();
        logNowAndThen(event, reason);
        try {
            listener.onFailure(event, reason);
        } catch (RuntimeException e) {
            // Somebody else's bug must not stop the events after this one.
            log.atWarn().setCause(e).log("The listener of the emitter failed");
        }
    }

    private void logNowAndThen(Event event, NotAccepted reason) {
        long now = nanoTime.getAsLong();
        long next = nextLog.get();
        if (now - next >= 0 && nextLog.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
            log.atWarn()
                    .addKeyValue("events", unsaid.sumThenReset())
                    .addKeyValue("eventId", reason.id())
                    .addKeyValue("eventType", event.type())
                    .addKeyValue("outcome", outcome(reason))
                    .addKeyValue("detail", reason.detail())
                    .log("Events did not get through; this is the last of them");
        }
    }

    private static String outcome(NotAccepted reason) {
        return reason instanceof Failed failure ? failure.reason().name() : "REJECTED";
    }
}
