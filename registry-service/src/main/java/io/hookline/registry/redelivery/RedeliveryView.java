package io.hookline.registry.redelivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A redelivery as the owner of the webhook sees it; see {@link Redelivery}. */
record RedeliveryView(
        String id,
        String webhookId,
        String kind,
        Instant since,
        Instant until,
        String status,
        @Nullable String statusReason,
        @Nullable Long total,
        long done,
        long skipped,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt) {
    static RedeliveryView of(Redelivery redelivery) {
        Redelivery.Progress progress = redelivery.progress();
        return new RedeliveryView(
                redelivery.id(),
                redelivery.subscription().value(),
                redelivery.kind().text(),
                redelivery.since(),
                redelivery.until(),
                redelivery.status().text(),
                redelivery.statusReason(),
                progress.total(),
                progress.done(),
                progress.skipped(),
                redelivery.createdAt(),
                redelivery.updatedAt(),
                redelivery.finishedAt());
    }
}
