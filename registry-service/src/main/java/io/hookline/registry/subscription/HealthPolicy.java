package io.hookline.registry.subscription;

import io.hookline.registry.notice.Notice;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what attempts and time make of a subscription, and what its owner is told. Pure.
 *
 * <p>Time counts only while attempts fail: from the first failure to {@link Health#QUIET_AFTER} after the newest,
 * without the quiet in between. Whoever sends nothing for a week is not a week nearer to being disabled.
 *
 * @param failingAfter how long attempts may all fail before it counts as failing, if no delivery used up its retries
 *     before
 * @param disableAfter how long they may all fail before it is disabled; zero: for ever
 */
record HealthPolicy(Duration failingAfter, Duration disableAfter) {
    private static final int ALL = 100;
    /** At what percentages of the time until it is disabled there is something to do, the last first. */
    private static final List<Integer> STEPS = List.of(ALL, 75, 50);

    /** The subscription that is judged. */
    record Subject(
            SubscriptionId id, WorkspaceId workspace, String url, SubscriptionStatus status, Instant statusSince) {
        Notice.Webhook webhook() {
            return new Notice.Webhook(id.value(), workspace.value(), url);
        }
    }

    /**
     * What becomes of it.
     *
     * @param by what led to its status, if that has changed or begun anew; otherwise null
     * @param notices what its owner is told, in order
     */
    record Judgement(SubscriptionStatus status, @Nullable Signal by, Health health, List<Notice> notices) {
        Judgement {
            notices = List.copyOf(notices);
        }
    }

    /**
     * Judges a subscription by everything that counts.
     *
     * @param before what was known when it was judged last
     * @param after what is known now
     * @param goneAt when an attempt began that was answered by 410, whatever came after it; null: there was none
     */
    Judgement judge(Subject subject, Health before, Health after, @Nullable Instant goneAt, Instant now) {
        SubscriptionStatus status = subject.status();
        if (goneAt != null && status != SubscriptionStatus.DISABLED) {
            return new Judgement(
                    status.after(Signal.GONE),
                    Signal.GONE,
                    after,
                    List.of(new Notice.Disabled(subject.webhook(), Notice.Cause.GONE, goneAt)));
        }
        if (!status.delivers()) {
            return new Judgement(status, null, after, List.of());
        }
        List<Notice> notices = new ArrayList<>();
        Signal by = null;
        if (status == SubscriptionStatus.FAILING && after.warned() == null) {
            by = Signal.DELIVERED;
            if (before.failingSince() != null) {
                notices.add(new Notice.Recovered(subject.webhook(), before.failingSince()));
            }
            status = status.after(by);
        }
        Signal trouble = trouble(after);
        if (trouble != null && status.after(trouble) != status) {
            by = trouble;
            status = status.after(trouble);
        }
        return status == SubscriptionStatus.FAILING
                ? failing(subject, by, after, notices, now)
                : new Judgement(status, by, after, notices);
    }

    /** When it will be disabled if attempts go on failing; null: never, or nothing fails. */
    @Nullable
    Instant disabledAt(Health health) {
        return reachedAt(health, ALL);
    }

    /** When time alone will bring the next step; null: not before another attempt fails. */
    @Nullable
    Instant reviewAt(SubscriptionStatus status, Health health) {
        if (status != SubscriptionStatus.FAILING || health.lastFailureAt() == null) {
            return null;
        }
        int warned = health.warned() == null ? 0 : health.warned();
        int next = STEPS.stream()
                .filter(step -> step > warned)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(ALL);
        Instant at = reachedAt(health, next);
        return at == null || at.isAfter(health.lastFailureAt().plus(Health.QUIET_AFTER)) ? null : at;
    }

    private Judgement failing(Subject subject, @Nullable Signal by, Health health, List<Notice> notices, Instant now) {
        Instant since = health.failingSince();
        if (since == null) {
            return new Judgement(SubscriptionStatus.FAILING, by, health, notices);
        }
        int percent = reached(health, now);
        if (percent == ALL) {
            notices.add(new Notice.Disabled(subject.webhook(), Notice.Cause.FAILING, since));
            return new Judgement(
                    SubscriptionStatus.FAILING.after(Signal.GIVEN_UP), Signal.GIVEN_UP, health.warned(ALL), notices);
        }
        if (health.warned() != null && health.warned() >= percent) {
            return new Judgement(SubscriptionStatus.FAILING, by, health, notices);
        }
        notices.add(new Notice.Failing(subject.webhook(), since, disabledAt(health), percent, health.lastError()));
        return new Judgement(SubscriptionStatus.FAILING, by, health.warned(percent), notices);
    }

    private @Nullable Signal trouble(Health health) {
        if (health.exhaustedAt() != null) {
            return Signal.EXHAUSTED;
        }
        boolean stalled = health.failingSince() != null
                && health.lastFailureAt() != null
                && !health.lastFailureAt().isBefore(health.failingSince().plus(failingAfter));
        return stalled ? Signal.STALLED : null;
    }

    /** The highest step that has been reached; 0: none has. */
    private int reached(Health health, Instant now) {
        if (health.lastFailureAt() == null) {
            return 0;
        }
        Instant quiet = health.lastFailureAt().plus(Health.QUIET_AFTER);
        Instant until = now.isBefore(quiet) ? now : quiet;
        for (int step : STEPS) {
            Instant at = reachedAt(health, step);
            if (at != null && !at.isAfter(until)) {
                return step;
            }
        }
        return 0;
    }

    private @Nullable Instant reachedAt(Health health, int percent) {
        return health.failingSince() == null || disableAfter.isZero()
                ? null
                : health.failingSince()
                        .plus(health.quiet())
                        .plus(disableAfter.multipliedBy(percent).dividedBy(ALL));
    }
}
