package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.DerivedId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What customers are told about a publish.
 *
 * @param id derived from the publish and from what happened, so that a repeat has the same id
 * @param time when it happened, as far as we know: when the callback was received, or when the deadline was found to be over
 */
public record PublishEvent(
        String id,
        String workspaceId,
        String postId,
        Platform platform,
        Instant time,
        Content content,
        @Nullable String traceparent) {

    /** The part that differs from type to type. */
    public sealed interface Content {
        /** The type in the catalogue. */
        String type();
    }

    /**
     * It went live.
     *
     * @param corrected an earlier {@link Failed} of the same publish was wrong
     */
    public record Published(
            String platformPostId,
            Instant publishedAt,
            @Nullable String url,
            boolean corrected) implements Content {
        @Override
        public String type() {
            return "post.published";
        }
    }

    /** It did not. */
    public record Failed(String error, String errorCode) implements Content {
        @Override
        public String type() {
            return "post.failed";
        }
    }

    static PublishEvent of(Publish publish, Instant time, Content content, @Nullable String traceparent) {
        // A publish has at most one event of each type: it fails once, and it succeeds once, maybe after that.
        String id = DerivedId.of("evt_", publish.id(), content.type());
        return new PublishEvent(
                id, publish.workspaceId(), publish.postId(), publish.post().platform(), time, content, traceparent);
    }
}
