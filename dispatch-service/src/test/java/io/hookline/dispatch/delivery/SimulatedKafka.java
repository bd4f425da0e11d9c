package io.hookline.dispatch.delivery;

import static java.util.Objects.requireNonNull;

import io.hookline.dispatch.VirtualTime;
import io.hookline.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Partitioned logs with the real topics' names, which take a moment to acknowledge. Values stay objects. */
final class SimulatedKafka {
    private static final Duration ACKNOWLEDGEMENT = Duration.ofMillis(5);
    private static final Map<String, Topics> TOPICS =
            Arrays.stream(Topics.values()).collect(Collectors.toMap(Topics::topicName, Function.identity()));

    private final VirtualTime time;
    private final Map<Integer, SpecificRecord> values = new HashMap<>();
    private final Map<Topics, Consumer<ConsumerRecord<byte[], byte[]>>> readers = new HashMap<>();
    private int written;

    SimulatedKafka(VirtualTime time) {
        this.time = time;
    }

    void read(List<Topics> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        topics.forEach(topic -> readers.put(topic, reader));
    }

    /** What a value's bytes stand for, if they are not forgotten. */
    SpecificRecord value(byte[] bytes) {
        return requireNonNull(values.get(ByteBuffer.wrap(bytes).getInt()));
    }

    byte[] bytes(Object value) {
        values.put(written, (SpecificRecord) value);
        return ByteBuffer.allocate(Integer.BYTES).putInt(written++).array();
    }

    void forget(ConsumerRecord<byte[], byte[]> record) {
        values.remove(ByteBuffer.wrap(record.value()).getInt());
    }

    Producer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(
                    ProducerRecord<byte[], byte[]> record, Callback acknowledged) {
                return write(record, acknowledged);
            }
        };
    }

    private Future<RecordMetadata> write(ProducerRecord<byte[], byte[]> record, Callback acknowledged) {
        Topics topic = requireNonNull(TOPICS.get(record.topic()));
        int partition = Utils.toPositive(Utils.murmur2(record.key())) % topic.partitions();
        RecordMetadata metadata =
                new RecordMetadata(new TopicPartition(record.topic(), partition), 0, 0, time.millis(), 0, 0);
        ConsumerRecord<byte[], byte[]> readable = new ConsumerRecord<>(
                record.topic(),
                partition,
                0,
                time.millis(),
                TimestampType.CREATE_TIME,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                new RecordHeaders(),
                Optional.empty());
        time.after(ACKNOWLEDGEMENT, () -> {
            requireNonNull(readers.get(topic)).accept(readable);
            acknowledged.onCompletion(metadata, null);
        });
        return CompletableFuture.completedFuture(metadata);
    }
}
