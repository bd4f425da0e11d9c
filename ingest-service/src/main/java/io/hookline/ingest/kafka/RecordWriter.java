package io.hookline.ingest.kafka;

import io.hookline.ingest.http.EventLoops;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes records and completes when Kafka has acknowledged them; whatever is in the way, the request ends with 503 within the
 * time-out, and the client's repeat does no harm.
 *
 * <p>Never blocks, so it may be called from an event loop. {@code KafkaProducer.send} blocks in two cases, which the producer's
 * {@code max.block.ms=0} turns into failures: metadata of a topic that is not there yet (never used, or not for five minutes)
 * is waited for by asking again from a timer, and a full buffer cannot come about, since fewer bytes are admitted than it
 * holds. Schemas are looked up off the loop by {@link WireFormat}.
 */
public final class RecordWriter {
    private static final Logger log = LoggerFactory.getLogger(RecordWriter.class);
    private static final Duration METADATA_POLL = Duration.ofMillis(50);

    private final WireFormat wire;
    private final Producer<String, byte[]> producer;
    private final AcknowledgementTimer timer;
    private final EventLoops loops;
    private final Duration timeout;
    private final long mostBytes;
    private final AtomicLong bytesInFlight = new AtomicLong();

    RecordWriter(
            WireFormat wire,
            Producer<String, byte[]> producer,
            AcknowledgementTimer timer,
            EventLoops loops,
            Duration timeout,
            long mostBytes) {
        this.wire = wire;
        this.producer = producer;
        this.timer = timer;
        this.loops = loops;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
    }

    /** Completes, on the caller's event loop if it has one, once the record is on all in-sync replicas. */
    public Mono<Void> write(String topic, String key, GenericContainer value, Headers headers) {
        Mono<Void> written = wire.encode(topic, value)
                .flatMap(bytes -> send(new ProducerRecord<>(topic, null, null, key, bytes, headers)));
        // Nearly always all is known, and then the producer's delivery.timeout.ms is all that needs watching.
        boolean prepared = wire.knows(topic, value) && hasMetadata(topic);
        return (prepared ? written : awaitMetadata(topic).then(written).timeout(timeout))
                .onErrorMap(error -> unavailable(topic, error))
                // Acknowledgements arrive on the producer's only thread, which has better things to do than our
                // answers.
                .publishOn(loops.current());
    }

    /** Looks up what a record of this kind needs. */
    Mono<Void> prepare(Written.Sample sample) {
        return wire.encode(sample.topic(), sample.value()).then(awaitMetadata(sample.topic()));
    }

    private boolean hasMetadata(String topic) {
        try {
            producer.partitionsFor(topic);
            return true;
        } catch (KafkaException | IllegalStateException e) {
            // Whatever it is, awaitMetadata meets it again and tells.
            return false;
        }
    }

    private Mono<Void> awaitMetadata(String topic) {
        return Mono.fromCallable(() -> producer.partitionsFor(topic))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, METADATA_POLL).filter(TimeoutException.class::isInstance))
                .then();
    }

    /** Ends within the producer's {@code delivery.timeout.ms}. */
    private Mono<Void> send(ProducerRecord<String, byte[]> record) {
        return Mono.create(sink -> {
            int size = record.value().length;
            if (bytesInFlight.addAndGet(size) > mostBytes) {
                bytesInFlight.addAndGet(-size);
                sink.error(new TimeoutException("Too much is waiting for Kafka to take more for " + record.topic()));
                return;
            }
            long start = System.nanoTime();
            var _ = producer.send(record, (metadata, error) -> {
                bytesInFlight.addAndGet(-size);
                timer.record(record.topic(), error == null, System.nanoTime() - start);
                if (error == null) {
                    sink.success();
                } else {
                    sink.error(error);
                }
            });
        });
    }

    private static Rejected unavailable(String topic, Throwable error) {
        log.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("error", error.getClass().getSimpleName())
                .addKeyValue("reason", error.getMessage())
                .log("A record was not acknowledged");
        return new Rejected(
                Problem.unavailable(
                        "The request could not be stored for certain. Send it again; if it was stored after all, that does no harm."));
    }
}
