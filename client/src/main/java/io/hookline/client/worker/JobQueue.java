package io.hookline.client.worker;

import io.hookline.client.worker.Callback.Kind;
import io.hookline.client.worker.CallbackResult.Delivered;
import io.hookline.client.worker.CallbackResult.NotDelivered;
import io.hookline.client.worker.Transport.Answer;
import io.hookline.client.worker.Transport.Answer.NotNow;
import io.hookline.client.worker.Transport.Answer.Refused;
import io.hookline.client.worker.Transport.Answer.Taken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of one job, one on its way at a time and in order: started, then progress, then the end. Thread-safe.
 *
 * <p>Progress is held back to one per interval, and only the latest is kept; a try of it that failed is forgotten once
 * there is something newer. The end is sent as soon as nothing else is on its way, whatever the interval, and nothing
 * comes after it.
 *
 * <p>Valid: started, 10 %, 40 %, completed. Valid: started, completed, since what was between came too fast.
 *
 * <p>Invalid: completed, 90 %. Invalid: 40 %, 10 % that was tried again. Invalid: completed, started.
 */
final class JobQueue {
    private static final int MOST_RETRIES = 3;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    /** However long a receiver asks for: a worker wants to be rid of its job. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private final Transport transport;
    private final Timer timer;
    private final long progressIntervalNanos;

    private @Nullable Callback started;
    private @Nullable Callback progress;
    private @Nullable Callback terminal;

    /** The one that is on its way or waits to be tried again. */
    private @Nullable Callback current;

    private boolean onItsWay;
    private int failures;
    private long notBefore;

    private boolean hasStarted;
    private boolean hasSentProgress;
    private long progressSentAt;
    private boolean ended;

    private boolean wakeUpScheduled;
    private long wakeUpAt;

    JobQueue(Transport transport, Timer timer, Duration progressInterval) {
        this.transport = transport;
        this.timer = timer;
        this.progressIntervalNanos = progressInterval.toNanos();
    }

    /** False if the job has ended or has started already. */
    synchronized boolean offer(Callback callback) {
        if (ended || (hasStarted && callback.kind() == Kind.STARTED)) {
            return false;
        }
        switch (callback.kind()) {
            case STARTED -> {
                started = callback;
                hasStarted = true;
            }
            case PROGRESS -> progress = callback;
            case TERMINAL -> {
                terminal = callback;
                progress = null;
                ended = true;
            }
        }
        goOn();
        return true;
    }

    /** Takes nothing more and gives up what waits. */
    synchronized void stop(String why) {
        ended = true;
        started = null;
        progress = null;
        if (current != null) {
            current.settle(new NotDelivered(why));
            current = null;
        }
        if (terminal != null) {
            terminal.settle(new NotDelivered(why));
            terminal = null;
        }
    }

    /** Sends what may be sent now, or sees to it that it is woken when something may. */
    private void goOn() {
        if (onItsWay) {
            return;
        }
        if (current != null && isOvertaken(current)) {
            current.settle(new NotDelivered("There was something newer"));
            current = null;
        }
        if (current == null) {
            current = next();
            failures = 0;
            notBefore = timer.nanoTime();
        }
        if (current == null) {
            return;
        }
        long wait = notBefore - timer.nanoTime();
        if (wait > 0) {
            wakeUpIn(wait);
        } else {
            send(current);
        }
    }

    private boolean isOvertaken(Callback callback) {
        return callback.kind() == Kind.PROGRESS && (ended || progress != null);
    }

    /** Takes out what is first in order; null if nothing is due. */
    private @Nullable Callback next() {
        Callback next = null;
        if (started != null) {
            next = started;
            started = null;
        } else if (terminal != null) {
            next = terminal;
            terminal = null;
        } else if (progress != null) {
            long wait = hasSentProgress ? progressSentAt + progressIntervalNanos - timer.nanoTime() : 0;
            if (wait > 0) {
                wakeUpIn(wait);
            } else {
                next = progress;
                progress = null;
            }
        }
        return next;
    }

    private void send(Callback callback) {
        onItsWay = true;
        if (callback.kind() == Kind.PROGRESS) {
            hasSentProgress = true;
            progressSentAt = timer.nanoTime();
        }
        var unused = transport.post(callback).thenAccept(answer -> answered(callback, answer));
    }

    private synchronized void answered(Callback callback, Answer answer) {
        onItsWay = false;
        if (current == callback) {
            if (answer instanceof Taken taken) {
                finish(callback, new Delivered(taken.status()));
            } else if (answer instanceof Refused refused) {
                finish(callback, new NotDelivered(refused.detail()));
            } else if (answer instanceof NotNow later) {
                tryAgain(callback, later);
            }
        }
        goOn();
    }

    private void finish(Callback callback, CallbackResult result) {
        current = null;
        callback.settle(result);
    }

    private void tryAgain(Callback callback, NotNow answer) {
        failures++;
        if (failures > MOST_RETRIES) {
            finish(callback, new NotDelivered(answer.detail()));
            return;
        }
        Duration wait = FIRST_DELAY.multipliedBy(1L << (failures - 1));
        Duration asked = answer.retryAfter();
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        }
        notBefore = timer.nanoTime() + wait.toNanos();
    }

    /** Once is enough, however often it is asked for. */
    private void wakeUpIn(long nanos) {
        long at = timer.nanoTime() + nanos;
        if (!wakeUpScheduled || at < wakeUpAt) {
            wakeUpScheduled = true;
            wakeUpAt = at;
            if (!timer.schedule(nanos, this::wakeUp)) {
                stop("The worker was closed before it was delivered");
            }
        }
    }

    private synchronized void wakeUp() {
        wakeUpScheduled = false;
        goOn();
    }
}
