package io.hookline.client.worker;

import org.jspecify.annotations.Nullable;

/**
 * A job, as its submitter asked for it.
 *
 * <pre>{@code
 * Job.of("abc-123", request.callbackUrl()).withExternalId("550e8400-e29b-41d4-a716-446655440000")
 * }</pre>
 *
 * @param id the job, as the worker names it
 * @param callbackUrl where the submitter wants to hear of it; null: nowhere
 * @param externalId the job, as the submitter names it; null: left out
 * @param ownerUserId the user whose job it is; null: left out
 */
public record Job(
        String id,
        @Nullable String callbackUrl,
        @Nullable String externalId,
        @Nullable String ownerUserId) {

    /** A job that the submitter has no name for. */
    public static Job of(String id, @Nullable String callbackUrl) {
        return new Job(id, callbackUrl, null, null);
    }

    /** The same with the submitter's own name for it ({@code external_job_id}). */
    public Job withExternalId(@Nullable String externalId) {
        return new Job(id, callbackUrl, externalId, ownerUserId);
    }

    /** The same with the user whose job it is ({@code owner_user_id}). */
    public Job withOwner(@Nullable String ownerUserId) {
        return new Job(id, callbackUrl, externalId, ownerUserId);
    }
}
