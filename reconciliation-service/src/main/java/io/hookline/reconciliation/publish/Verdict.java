package io.hookline.reconciliation.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a platform says about a publish, whichever way it says it. */
public sealed interface Verdict {

    /**
     * The post is public.
     *
     * @param platformPostId the post, as the platform names it to its users
     * @param url where it can be seen, if the platform said so
     */
    record Success(
            String platformPostId,
            Instant publishedAt,
            @Nullable String url) implements Verdict {}

    /**
     * The post will not be public.
     *
     * @param error the reason in words
     * @param errorCode the reason as a code
     */
    record Failure(String error, String errorCode) implements Verdict {}

    /** Not over yet. */
    record Progress() implements Verdict {}
}
