package io.hookline.ingest.platform;

import io.hookline.callback.PlatformCallbackReceived;
import io.hookline.ingest.kafka.RecordWriter;
import io.hookline.ingest.kafka.Written;
import io.hookline.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes callbacks to {@code callbacks.publishing.v1}. */
@Component
final class CallbackPublisher implements Written {
    private static final String TOPIC = Topics.CALLBACKS_PUBLISHING.topicName();

    private final RecordWriter writer;

    CallbackPublisher(RecordWriter writer) {
        this.writer = writer;
    }

    Mono<Void> publish(Callback callback) {
        String key = callback.platform().key(callback.externalPostId());
        return writer.write(TOPIC, key, record(callback), new RecordHeaders());
    }

    @Override
    public Stream<Sample> samples() {
        return Stream.of(new Sample(
                TOPIC, record(new Callback("", Platform.INSTAGRAM, "", ByteBuffer.allocate(0), Instant.EPOCH))));
    }

    private static PlatformCallbackReceived record(Callback callback) {
        return new PlatformCallbackReceived(
                callback.callbackId(),
                callback.platform().wireName(),
                callback.externalPostId(),
                callback.body(),
                callback.receivedAt());
    }
}
