package io.hookline.dispatch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.schemas.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records that cannot be processed on their topic's dead topic, unchanged, so that they hold up nothing. Thread-safe. */
public final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final Map<String, String> DEAD_TOPICS =
            Arrays.stream(Topics.values()).collect(Collectors.toMap(Topics::topicName, Topics::deadTopicName));

    /** What is the matter with the record, in words. */
    public static final String ERROR = "hookline_error";

    public static final String SOURCE_TOPIC = "hookline_source_topic";
    public static final String SOURCE_PARTITION = "hookline_source_partition";
    public static final String SOURCE_OFFSET = "hookline_source_offset";

    private final RecordPublisher publisher;

    public DeadLetters(RecordPublisher publisher) {
        this.publisher = publisher;
    }

    /** Completes when the dead topic holds the record. */
    public CompletableFuture<Void> bury(ConsumerRecord<byte[], byte[]> record, String error) {
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", error)
                .log("A record cannot be processed");
        return publisher.publish(() -> deadLetter(record, error));
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> record, String error) {
        ProducerRecord<byte[], byte[]> dead = new ProducerRecord<>(
                DEAD_TOPICS.get(record.topic()), null, record.key(), record.value(), record.headers());
        dead.headers()
                .add(ERROR, error.getBytes(UTF_8))
                .add(SOURCE_TOPIC, record.topic().getBytes(UTF_8))
                .add(SOURCE_PARTITION, Integer.toString(record.partition()).getBytes(UTF_8))
                .add(SOURCE_OFFSET, Long.toString(record.offset()).getBytes(UTF_8));
        return dead;
    }
}
