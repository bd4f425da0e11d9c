package io.hookline.ingest.kafka;

import io.hookline.ingest.http.EventLoops;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
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
        return write(Outgoing.avro(topic, key, value, headers));
    }

    /** Completes, on the caller's event loop if it has one, once the record is on all in-sync replicas. */
    public Mono<Void> write(Outgoing record) {
        Mono<Void> written = encode(record).flatMap(this::send);
        // Nearly always all is known, and then the producer's delivery.timeout.ms is all that needs watching.
        boolean prepared = isKnown(record) && hasMetadata(record.topic());
        return (prepared ? written : awaitMetadata(record.topic()).then(written).timeout(timeout))
                .onErrorMap(error -> unavailable(record.topic(), error))
                // Acknowledgements arrive on the producer's only thread, which has better things to do than our
                // answers.
                .publishOn(loops.current());
    }

    /**
     * Hands all of them to the producer in their order before it waits for any, and says of each whether it is on all in-sync
     * replicas. Never ends with an error.
     */
    public Mono<List<Boolean>> writeAll(List<Outgoing> records) {
        List<String> unready = records.stream()
                .map(Outgoing::topic)
                .distinct()
                .filter(topic -> !hasMetadata(topic))
                .toList();
        // What cannot be had in time fails the records that need it, each by itself.
        Mono<Void> ready = Flux.fromIterable(unready)
                .flatMap(topic -> awaitMetadata(topic).timeout(timeout).onErrorComplete())
                .then();
        return ready.thenMany(Flux.fromIterable(records))
                .concatMap(this::encodeIfPossible)
                .collectList()
                .flatMap(this::sendAll)
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

    private boolean isKnown(Outgoing record) {
        return switch (record.content()) {
            case Outgoing.Content.Avro(GenericContainer value) -> wire.knows(record.topic(), value);
            case Outgoing.Content.Plain _ -> true;
        };
    }

    private Mono<ProducerRecord<String, byte[]>> encode(Outgoing record) {
        Mono<byte[]> bytes =
                switch (record.content()) {
                    case Outgoing.Content.Avro(GenericContainer value) -> wire.encode(record.topic(), value);
                    case Outgoing.Content.Plain(byte[] value) -> Mono.just(value);
                };
        return bytes.map(
                value -> new ProducerRecord<>(record.topic(), null, null, record.key(), value, record.headers()));
    }

    private Mono<Optional<ProducerRecord<String, byte[]>>> encodeIfPossible(Outgoing record) {
        Mono<ProducerRecord<String, byte[]>> encoded = encode(record);
        return (isKnown(record) ? encoded : encoded.timeout(timeout))
                .map(Optional::of)
                .onErrorReturn(Optional.empty());
    }

    /** Ends within the producer's {@code delivery.timeout.ms}. */
    private Mono<Void> send(ProducerRecord<String, byte[]> record) {
        return Mono.create(sink -> send(record, error -> {
            if (error == null) {
                sink.success();
            } else {
                sink.error(error);
            }
        }));
    }

    private Mono<List<Boolean>> sendAll(List<Optional<ProducerRecord<String, byte[]>>> records) {
        if (records.isEmpty()) {
            return Mono.just(List.of());
        }
        return Mono.create(sink -> {
            Boolean[] acknowledged = new Boolean[records.size()];
            AtomicInteger open = new AtomicInteger(records.size());
            AtomicReference<@Nullable Exception> lastError = new AtomicReference<>();
            for (int i = 0; i < acknowledged.length; i++) {
                int index = i;
                send(records.get(i), error -> {
                    acknowledged[index] = error == null;
                    if (error != null) {
                        lastError.set(error);
                    }
                    if (open.decrementAndGet() == 0) {
                        report(lastError.get());
                        sink.success(List.of(acknowledged));
                    }
                });
            }
        });
    }

    private void send(Optional<ProducerRecord<String, byte[]>> record, Consumer<@Nullable Exception> end) {
        if (record.isPresent()) {
            send(record.get(), end);
        } else {
            end.accept(new TimeoutException("The schema of a record could not be looked up"));
        }
    }

    /** Tells {@code end} of null once the record is acknowledged, or else of what went wrong. */
    private void send(ProducerRecord<String, byte[]> record, Consumer<@Nullable Exception> end) {
        int size = record.value().length;
        if (bytesInFlight.addAndGet(size) > mostBytes) {
            bytesInFlight.addAndGet(-size);
            end.accept(new TimeoutException("Too much is waiting for Kafka to take more for " + record.topic()));
            return;
        }
        long start = System.nanoTime();
        try {
            var _ = producer.send(record, (metadata, error) -> {
                bytesInFlight.addAndGet(-size);
                timer.record(record.topic(), error == null, System.nanoTime() - start);
                end.accept(error);
            });
        } catch (KafkaException | IllegalStateException e) {
            bytesInFlight.addAndGet(-size);
            end.accept(e);
        }
    }

    private static Rejected unavailable(String topic, Throwable error) {
        report(topic, error);
        return new Rejected(notStored());
    }

    /** What is to be said of a record that was not acknowledged. */
    public static Problem notStored() {
        return Problem.unavailable(
                "The request could not be stored for certain. Send it again; if it was stored after all, that does no harm.");
    }

    private static void report(String topic, Throwable error) {
        log.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("error", error.getClass().getSimpleName())
                .addKeyValue("reason", error.getMessage())
                .log("A record was not acknowledged");
    }

    private static void report(@Nullable Exception lastError) {
        if (lastError != null) {
            log.atWarn()
                    .addKeyValue("error", lastError.getClass().getSimpleName())
                    .addKeyValue("reason", lastError.getMessage())
                    .log("Records of a batch were not acknowledged");
        }
    }
}
