package io.hookline.reconciliation.publish;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A publish as the read API shows it. */
record PublishView(
        String id,
        String workspaceId,
        String postId,
        String platform,
        String externalPostId,
        String status,
        @Nullable String error,
        @Nullable String errorCode,
        Instant submittedAt,
        Instant deadline,
        @Nullable Instant concludedAt,
        boolean corrected,
        Map<String, JsonNode> extraMetadata) {

    static PublishView of(Publish publish) {
        PublishRow row = PublishRow.of(publish.state());
        return new PublishView(
                publish.id(),
                publish.workspaceId(),
                publish.postId(),
                publish.post().platform().wireName(),
                publish.post().externalPostId(),
                row.status(),
                row.error(),
                row.errorCode(),
                publish.submittedAt(),
                publish.deadline(),
                row.concludedAt(),
                row.corrected(),
                publish.extraMetadata());
    }
}
