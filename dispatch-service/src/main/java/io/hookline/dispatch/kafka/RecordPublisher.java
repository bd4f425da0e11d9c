package io.hookline.dispatch.kafka;

import io.hookline.schemas.Topics;
import io.netty.util.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and does not give up: a future completes once Kafka has acknowledged the record, however long that takes,
 * and never with an error. After {@link #close} the unwritten ones stay incomplete, so that their causes are read again.
 *
 * <p>Thread-safe. Callers are event loops, and serialising or sending can block (a new schema, a full buffer, a broker that
 * is away), so one thread of its own does both.
 */
public final class RecordPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordPublisher.class);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final Serializer<Object> serializer;
    private final Timer timer;
    private final ExecutorService sending;

    public RecordPublisher(Producer<byte[], byte[]> producer, Serializer<Object> serializer, Timer timer) {
        this(
                producer,
                serializer,
                timer,
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LingeringQueue(),
                        Thread.ofPlatform().name("dispatch-publisher").factory()));
    }

    /**
     * A publisher whose work is done elsewhere.
     *
     * @param sending does one thing at a time; ends with this publisher
     */
    public RecordPublisher(
            Producer<byte[], byte[]> producer, Serializer<Object> serializer, Timer timer, ExecutorService sending) {
        this.producer = producer;
        this.serializer = serializer;
        this.timer = timer;
        this.sending = sending;
    }

    public CompletableFuture<Void> publish(Topics topic, String key, SpecificRecord value) {
        String name = topic.topicName();
        return publish(() ->
                new ProducerRecord<>(name, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(name, value)));
    }

    CompletableFuture<Void> publish(Supplier<ProducerRecord<byte[], byte[]>> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        enqueue(record, acknowledged);
        return acknowledged;
    }

    private void enqueue(Supplier<ProducerRecord<byte[], byte[]>> record, CompletableFuture<Void> acknowledged) {
        try {
            sending.execute(() -> send(record, acknowledged));
        } catch (RejectedExecutionException e) {
            log.atDebug().log("A record was left unwritten on closing; its cause will be read again");
        }
    }

    private void send(Supplier<ProducerRecord<byte[], byte[]>> record, CompletableFuture<Void> acknowledged) {
        try {
            Future<?> _ = producer.send(record.get(), (_, error) -> {
                if (error == null) {
                    acknowledged.complete(null);
                } else {
                    sendLater(record, acknowledged, error);
                }
            });
        } catch (RuntimeException e) {
            sendLater(record, acknowledged, e);
        }
    }

    private void sendLater(
            Supplier<ProducerRecord<byte[], byte[]>> record, CompletableFuture<Void> acknowledged, Exception error) {
        log.atWarn().setCause(error).log("A record was not written; it is written again until that works");
        timer.newTimeout(_ -> enqueue(record, acknowledged), PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        sending.shutdown();
        producer.close(CLOSE_LIMIT);
    }
}
