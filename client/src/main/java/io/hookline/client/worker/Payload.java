package io.hookline.client.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hookline.client.event.JobOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The body of a callback, with the names that submitters know. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Payload(
        String event,
        String timestamp,
        String jobId,
        @Nullable String externalJobId,
        @Nullable String ownerUserId,
        String status,
        double progressPercent,
        String currentStep,
        @Nullable Integer clipsCompleted,
        @Nullable Integer totalClips,
        @Nullable String error,
        @Nullable JobOutput output) {

    static Payload started(Job job, Progress progress, Instant at) {
        return of("job.started", "running", job, progress, at, null, null);
    }

    static Payload progress(Job job, Progress progress, Instant at) {
        return of("job.progress", "running", job, progress, at, null, null);
    }

    static Payload completed(Job job, Progress progress, JobOutput output, Instant at) {
        return of("job.completed", "succeeded", job, progress, at, null, output);
    }

    static Payload failed(Job job, Progress progress, String error, Instant at) {
        return of("job.failed", "failed", job, progress, at, error, null);
    }

    private static Payload of(
            String event,
            String status,
            Job job,
            Progress progress,
            Instant at,
            @Nullable String error,
            @Nullable JobOutput output) {
        return new Payload(
                event,
                at.truncatedTo(ChronoUnit.MILLIS).toString(),
                job.id(),
                job.externalId(),
                job.ownerUserId(),
                status,
                progress.percent(),
                progress.step(),
                progress.clipsCompleted(),
                progress.totalClips(),
                error,
                output);
    }
}
