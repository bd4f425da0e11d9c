package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.PostKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A platform called back.
 *
 * @param id derived from what was said, so that a repeat has the same id
 * @param traceparent the trace it belongs to, if any
 */
record Callback(
        String id,
        PostKey post,
        CallbackBody body,
        Instant receivedAt,
        @Nullable String traceparent) implements PublishingRecord {}
