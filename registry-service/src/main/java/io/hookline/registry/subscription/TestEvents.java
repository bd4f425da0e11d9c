package io.hookline.registry.subscription;

import io.hookline.registry.RandomIds;
import io.hookline.registry.catalogue.ExampleRecord;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes an event that is for one webhook alone: an ordinary event whose headers name the subscription. */
@Component
final class TestEvents {
    private static final String SOURCE = "/registry-service";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final EventCatalogue catalogue;
    private final KafkaOperations<String, byte[]> kafka;
    private final Serializer<Object> serializer;
    private final RandomIds ids;
    private final Clock clock;

    TestEvents(
            EventCatalogue catalogue,
            KafkaOperations<String, byte[]> kafka,
            Serializer<Object> serializer,
            RandomIds ids,
            Clock clock) {
        this.catalogue = catalogue;
        this.kafka = kafka;
        this.serializer = serializer;
        this.ids = ids;
        this.clock = clock;
    }

    /** Completes with the event's id once Kafka has it; fails with {@link TimeoutException} if Kafka does not take it. */
    Mono<String> send(Subscription webhook, String type, @Nullable String traceparent) {
        EventType eventType = catalogue.find(type).orElseThrow();
        String eventId = ids.next("evt_");
        return Mono.fromCallable(() -> kafka.send(record(webhook, eventType, eventId, traceparent)))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(Mono::fromFuture)
                .onErrorMap(TestEvents::isKafkas, e -> new TimeoutException(e.getMessage()))
                .thenReturn(eventId);
    }

    private ProducerRecord<String, byte[]> record(
            Subscription webhook, EventType type, String eventId, @Nullable String traceparent) {
        GenericRecord data = ExampleRecord.of(type);
        String workspace = webhook.workspace().value();
        String entity = type.entity() == null ? null : String.valueOf(data.get(type.entity()));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                type.topic(),
                workspace + ":" + (entity == null ? eventId : entity),
                serializer.serialize(type.topic(), data));
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        headers.put(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1_0);
        headers.put(CloudEventHeaders.ID, eventId);
        headers.put(CloudEventHeaders.TYPE, type.name());
        headers.put(CloudEventHeaders.SOURCE, SOURCE);
        headers.put(CloudEventHeaders.TIME, clock.instant().toString());
        headers.put(CloudEventHeaders.SUBJECT, entity);
        headers.put(CloudEventHeaders.WORKSPACE, workspace);
        headers.put(CloudEventHeaders.SUBSCRIPTION, webhook.id().value());
        headers.put(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.AVRO);
        headers.put(CloudEventHeaders.TRACEPARENT, valid(traceparent));
        headers.forEach((name, value) -> {
            if (value != null) {
                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        return record;
    }

    private static @Nullable String valid(@Nullable String traceparent) {
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }

    private static boolean isKafkas(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof org.springframework.kafka.KafkaException
                || cause instanceof org.apache.kafka.common.KafkaException;
    }
}
