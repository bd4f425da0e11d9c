package io.hookline.ingest.publish;

import io.hookline.callback.PublishSubmitted;
import io.hookline.ingest.kafka.RecordWriter;
import io.hookline.ingest.kafka.Written;
import io.hookline.ingest.platform.Platform;
import io.hookline.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes submissions to {@code callbacks.publishing.v1}, under the key that their callbacks will have, so that they stay in order. */
@Component
final class SubmissionPublisher implements Written {
    private static final String TOPIC = Topics.CALLBACKS_PUBLISHING.topicName();

    private final RecordWriter writer;

    SubmissionPublisher(RecordWriter writer) {
        this.writer = writer;
    }

    Mono<Void> publish(Submission submission) {
        String key = submission.platform().key(submission.externalPostId());
        return writer.write(TOPIC, key, record(submission), new RecordHeaders());
    }

    @Override
    public Stream<Sample> samples() {
        Submission sample = new Submission("", "", "", Platform.INSTAGRAM, "", Optional.empty(), Instant.EPOCH);
        return Stream.of(new Sample(TOPIC, record(sample)));
    }

    private static PublishSubmitted record(Submission submission) {
        return new PublishSubmitted(
                submission.publishId(),
                submission.workspaceId(),
                submission.postId(),
                submission.platform().wireName(),
                submission.externalPostId(),
                submission
                        .timeout()
                        .map(timeout -> Math.toIntExact(timeout.toSeconds()))
                        .orElse(null),
                submission.submittedAt());
    }
}
