package io.hookline.ingest.publish;

import io.hookline.ingest.http.Fields;
import io.hookline.ingest.kafka.Ids;
import io.hookline.ingest.platform.Platform;
import io.hookline.ingest.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A worker says that it handed a post to a platform.
 *
 * @param timeout how long to wait for the platform's callback; empty: as long as reconciliation-service does by default
 */
record Submission(
        String publishId,
        String workspaceId,
        String postId,
        Platform platform,
        String externalPostId,
        Optional<Duration> timeout,
        Instant submittedAt) {
    private static final int LONGEST_ID = 255;
    private static final int LONGEST_TIMEOUT =
            Math.toIntExact(Duration.ofDays(7).toSeconds());

    /** Reads a request body; ends with all its errors, or with 403 if it names a workspace other than the caller's. */
    static Submission read(ObjectNode body, Caller caller, Instant now) {
        Fields fields = new Fields(body);
        Optional<String> workspace = fields.text(LONGEST_ID, "workspaceId", "tenant_id");
        String postId = fields.requiredText(LONGEST_ID, "postId");
        String platformName = fields.requiredText(LONGEST_ID, "platform");
        String externalPostId = fields.requiredText(LONGEST_ID, "external_post_id", "externalPostId");
        Optional<Duration> timeout =
                fields.integer("timeoutSeconds", 1, LONGEST_TIMEOUT).map(Duration::ofSeconds);
        Optional<Platform> platform = Platform.named(platformName);
        if (platform.isEmpty() && !platformName.isEmpty()) {
            fields.reject("platform", "must be one of " + Platform.names());
        }
        fields.rejectOthers();
        fields.check();
        workspace.ifPresent(caller::mustBeOf);
        return new Submission(
                Ids.derived("pub_", caller.workspaceId(), platformName, externalPostId),
                caller.workspaceId(),
                postId,
                platform.orElseThrow(),
                externalPostId,
                timeout,
                now);
    }
}
