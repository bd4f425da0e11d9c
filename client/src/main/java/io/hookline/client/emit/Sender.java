package io.hookline.client.emit;

import io.hookline.client.emit.Emitted.Accepted;
import io.hookline.client.emit.Emitted.Failed;
import io.hookline.client.emit.Emitted.Reason;
import io.hookline.client.emit.Emitted.Rejected;
import io.hookline.client.emit.IngestAnswer.NotNow;
import io.hookline.client.emit.IngestAnswer.PerEvent;
import io.hookline.client.emit.IngestAnswer.Refused;
import io.hookline.client.emit.IngestAnswer.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch until every event of it is settled: accepted, rejected, or given up. Each is tried at least once,
 * always under the same id. For one thread.
 */
final class Sender {
    private final Ingest ingest;
    private final RetryDelays delays;
    private final Pause pause;
    private final LongSupplier nanoTime;
    private final long giveUpAfterNanos;
    private final Results results;

    Sender(
            Ingest ingest,
            RetryDelays delays,
            Pause pause,
            LongSupplier nanoTime,
            Duration giveUpAfter,
            Results results) {
        this.ingest = ingest;
        this.delays = delays;
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.giveUpAfterNanos = giveUpAfter.toNanos();
        this.results = results;
    }

    /** Returns when all are settled; interrupted, it settles what is left as closed. */
    void send(List<Pending> batch) throws InterruptedException {
        try {
            for (List<Pending> group : byWorkspace(batch)) {
                sendUntilSettled(group);
            }
        } catch (InterruptedException e) {
            settleAll(batch, Reason.CLOSED, "The emitter was closed while the event was being sent");
            throw e;
        } catch (RuntimeException e) {
            settleAll(
                    batch, Reason.UNSENDABLE, "Sending failed: " + e.getClass().getSimpleName());
        }
    }

    /** Each workspace may have a token of its own. */
    private static Iterable<List<Pending>> byWorkspace(List<Pending> batch) {
        Map<Optional<String>, List<Pending>> groups = new LinkedHashMap<>();
        for (Pending pending : batch) {
            groups.computeIfAbsent(Optional.ofNullable(pending.workspaceId()), any -> new ArrayList<>())
                    .add(pending);
        }
        return groups.values();
    }

    private void sendUntilSettled(List<Pending> group) throws InterruptedException {
        List<Pending> left = group;
        for (int failures = 1; !left.isEmpty(); failures++) {
            IngestAnswer answer = ingest.post(left.get(0).workspaceId(), left);
            if (answer instanceof Refused refused && refused.perhapsOne() && left.size() > 1) {
                sendUntilSettled(left.subList(0, left.size() / 2));
                sendUntilSettled(left.subList(left.size() / 2, left.size()));
                return;
            }
            List<Pending> notNow = settle(left, answer);
            left = giveUpOld(notNow, answer);
            if (!left.isEmpty()) {
                pause.forNanos(delays.nanosAfter(failures, retryAfter(answer)));
            }
        }
    }

    /** Settles what the answer decides, and returns what should be tried again. */
    private List<Pending> settle(List<Pending> events, IngestAnswer answer) {
        List<Pending> notNow = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Pending pending = events.get(i);
            IngestAnswer one = answer instanceof PerEvent each ? each.answers().get(i) : answer;
            if (one instanceof Taken) {
                results.settle(pending, new Accepted(pending.id()));
            } else if (one instanceof Refused refused) {
                results.settle(
                        pending, new Rejected(pending.id(), refused.status(), refused.detail(), refused.errors()));
            } else {
                notNow.add(pending);
            }
        }
        return notNow;
    }

    private List<Pending> giveUpOld(List<Pending> events, IngestAnswer answer) {
        long now = nanoTime.getAsLong();
        List<Pending> young = new ArrayList<>();
        for (Pending pending : events) {
            if (now - pending.emittedAt() >= giveUpAfterNanos) {
                String detail = answer instanceof NotNow later ? later.detail() : "Hookline could not take it";
                results.settle(pending, new Failed(pending.id(), Reason.GAVE_UP, detail));
            } else {
                young.add(pending);
            }
        }
        return young;
    }

    private void settleAll(List<Pending> batch, Reason reason, String detail) {
        batch.stream()
                .filter(pending -> !pending.isSettled())
                .forEach(pending -> results.settle(pending, new Failed(pending.id(), reason, detail)));
    }

    /** What the server asked for; of a batch, what it asked for the first that it did not take. */
    private static @Nullable Duration retryAfter(IngestAnswer answer) {
        if (answer instanceof PerEvent each) {
            return each.answers().stream()
                    .filter(one -> one instanceof NotNow)
                    .findFirst()
                    .map(Sender::retryAfter)
                    .orElse(null);
        }
        return answer instanceof NotNow later ? later.retryAfter() : null;
    }
}
