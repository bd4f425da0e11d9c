package io.hookline.reconciliation.publish;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a callback brings to a publish.
 *
 * @param callbackId the same for every arrival of the same callback
 * @param extraMetadata what it adds to the publish's {@link Publish#extraMetadata}
 * @param ledgerMetadata what the ledger keeps of it
 * @param traceparent the trace that brought it, to go on in the event
 */
public record News(
        String callbackId,
        Verdict verdict,
        Instant receivedAt,
        Map<String, JsonNode> extraMetadata,
        Map<String, JsonNode> ledgerMetadata,
        @Nullable String traceparent) {

    public News {
        extraMetadata = Map.copyOf(extraMetadata);
        ledgerMetadata = Map.copyOf(ledgerMetadata);
    }
}
