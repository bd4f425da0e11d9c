package io.hookline.registry.redelivery;

import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that asks for many deliveries once more. Immutable.
 *
 * @param until what came from then on is left to the ordinary way
 * @param statusReason why it is in this status, for people; null where there is nothing to explain
 */
record Redelivery(
        String id,
        SubscriptionId subscription,
        WorkspaceId workspace,
        RedeliveryKind kind,
        Instant since,
        Instant until,
        RedeliveryStatus status,
        @Nullable String statusReason,
        Progress progress,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt) {

    static final String PREFIX = "rdl_";

    /**
     * How far it is.
     *
     * @param total how many deliveries there are to be; null: not counted yet
     * @param done how many have been asked for
     * @param skipped how many could not be or need not be: their event is gone or unreadable, or they are still retried
     * @param faults how often in a row it could not go on for a reason of its own
     */
    record Progress(@Nullable Long total, long done, long skipped, RedeliveryPlace place, int faults) {
        static Progress none(@Nullable Long total) {
            return new Progress(total, 0, 0, RedeliveryPlace.START, 0);
        }

        Progress counted(long all, RedeliveryPlace start) {
            return new Progress(all, done, skipped, start, 0);
        }

        Progress after(long more, long moreSkipped, RedeliveryPlace next) {
            return new Progress(total, done + more, skipped + moreSkipped, next, 0);
        }

        Progress withFault() {
            return new Progress(total, done, skipped, place, faults + 1);
        }
    }

    Redelivery with(Progress next) {
        return new Redelivery(
                id,
                subscription,
                workspace,
                kind,
                since,
                until,
                status,
                statusReason,
                next,
                createdAt,
                updatedAt,
                finishedAt);
    }

    Redelivery with(RedeliveryStatus next) {
        return new Redelivery(
                id,
                subscription,
                workspace,
                kind,
                since,
                until,
                next,
                statusReason,
                progress,
                createdAt,
                updatedAt,
                finishedAt);
    }

    boolean isRunning() {
        return status == RedeliveryStatus.RUNNING;
    }
}
