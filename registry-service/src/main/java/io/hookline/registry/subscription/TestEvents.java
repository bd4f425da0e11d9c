package io.hookline.registry.subscription;

import io.hookline.registry.RandomIds;
import io.hookline.registry.catalogue.Example;
import io.hookline.schemas.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
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

    private final KafkaOperations<String, byte[]> kafka;
    private final Serializer<Object> serializer;
    private final RandomIds ids;
    private final Clock clock;

    TestEvents(KafkaOperations<String, byte[]> kafka, Serializer<Object> serializer, RandomIds ids, Clock clock) {
        this.kafka = kafka;
        this.serializer = serializer;
        this.ids = ids;
        this.clock = clock;
    }

    /** Completes with the event's id once Kafka has it; fails with {@link TimeoutException} if Kafka does not take it. */
    Mono<String> send(Subscription webhook, Example example, @Nullable String traceparent) {
        String eventId = ids.next("evt_");
        return Mono.fromCallable(() -> kafka.send(record(webhook, example, eventId, traceparent)))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(Mono::fromFuture)
                .onErrorMap(TestEvents::isKafkas, e -> new TimeoutException(e.getMessage()))
                .thenReturn(eventId);
    }

    private ProducerRecord<String, byte[]> record(
            Subscription webhook, Example example, String eventId, @Nullable String traceparent) {
        String workspace = webhook.workspace().value();
        String entity = example.entity();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                example.topic(), workspace + ":" + (entity == null ? eventId : entity), example.value(serializer));
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        headers.put(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1_0);
        headers.put(CloudEventHeaders.ID, eventId);
        headers.put(CloudEventHeaders.TYPE, example.type());
        headers.put(CloudEventHeaders.SOURCE, SOURCE);
        headers.put(CloudEventHeaders.TIME, clock.instant().toString());
        headers.put(CloudEventHeaders.SUBJECT, entity);
        headers.put(CloudEventHeaders.WORKSPACE, workspace);
        headers.put(CloudEventHeaders.SUBSCRIPTION, webhook.id().value());
        headers.put(CloudEventHeaders.CONTENT_TYPE, example.contentType());
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
