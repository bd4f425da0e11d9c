package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.publish.PublishEvent.Failed;
import io.hookline.reconciliation.publish.PublishEvent.Published;
import io.hookline.reconciliation.publish.PublishState.Pending;
import io.hookline.reconciliation.publish.PublishState.Step;
import io.hookline.reconciliation.publish.Verdict.Failure;
import io.hookline.reconciliation.publish.Verdict.Progress;
import io.hookline.reconciliation.publish.Verdict.Success;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One post on its way to one platform. Immutable; what happens to it gives a {@link Transition}.
 *
 * @param id derived from workspace and post, so that a post is registered once
 * @param postId the post, as the workspace names it
 * @param post the post, as the platform names it
 * @param deadline when silence becomes a failure
 * @param extraMetadata what callbacks said, under the names of the publishing contract
 */
public record Publish(
        String id,
        String workspaceId,
        String postId,
        PostKey post,
        Instant submittedAt,
        Instant deadline,
        PublishState state,
        Map<String, JsonNode> extraMetadata) {

    public Publish {
        extraMetadata = Map.copyOf(extraMetadata);
    }

    /** A publish whose platform has not said anything yet. */
    public static Publish submitted(
            String id, String workspaceId, String postId, PostKey post, Instant submittedAt, Instant deadline) {
        return new Publish(id, workspaceId, postId, post, submittedAt, deadline, new Pending(), Map.of());
    }

    /** What follows from a callback. */
    public Transition hear(News news, Instant now) {
        Step step = state.hear(news.verdict(), news.receivedAt());
        Publish next = with(step.next(), news.extraMetadata());
        PublishEvent.Content content = content(news.verdict(), step.outcome());
        return new Transition(
                next,
                step.outcome(),
                PublishLedger.heard(next, news, step.outcome(), now),
                content == null ? null : PublishEvent.of(next, news.receivedAt(), content, news.traceparent()));
    }

    /** What follows from silence until the deadline. Only for a pending publish. */
    public Transition timeOut(Instant now) {
        if (!(state instanceof Pending pending)) {
            throw new IllegalStateException("Publish " + id + " has ended and cannot time out");
        }
        PublishState.Failed failed = pending.timeOut(now);
        Publish next = with(failed, Map.of());
        Failed content = new Failed(failed.error(), failed.errorCode());
        return new Transition(
                next,
                Outcome.CONCLUDED,
                List.of(PublishLedger.timedOut(next, now)),
                PublishEvent.of(next, now, content, null));
    }

    /** The id of the ledger's line that says that this publish got this callback: there is one, however often it arrives. */
    public String receivedEntryId(String callbackId) {
        return PublishLedger.receivedId(id, callbackId);
    }

    private static PublishEvent.@Nullable Content content(Verdict verdict, Outcome outcome) {
        return switch (outcome) {
            case CONCLUDED, CORRECTED ->
                switch (verdict) {
                    case Success(String platformPostId, Instant publishedAt, String url) ->
                        new Published(platformPostId, publishedAt, url, outcome == Outcome.CORRECTED);
                    case Failure(String error, String code) -> new Failed(error, code);
                    case Progress _ -> null;
                };
            case CONFIRMED, CONFLICT, PROGRESS -> null;
        };
    }

    private Publish with(PublishState next, Map<String, JsonNode> metadata) {
        Map<String, JsonNode> merged = new HashMap<>(extraMetadata);
        merged.putAll(metadata);
        return new Publish(id, workspaceId, postId, post, submittedAt, deadline, next, merged);
    }
}
