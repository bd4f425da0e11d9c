package io.hookline.registry.delivery;

import io.hookline.delivery.AttemptOutcome;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.schemas.SchemaRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads attempts from the wire. */
@Component
final class AttemptDecoder {
    private final Deserializer<SpecificRecord> deserializer;

    AttemptDecoder(Deserializer<SpecificRecord> deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * @throws UndecodableException if the bytes will never be an attempt
     * @throws RuntimeException if the schema registry does not answer, so that it is not known yet
     */
    Attempt decode(ConsumerRecord<String, byte[]> record) throws UndecodableException {
        SpecificRecord value;
        try {
            value = deserializer.deserialize(record.topic(), record.value());
        } catch (RuntimeException e) {
            if (SchemaRegistry.isAway(e)) {
                throw e;
            }
            throw new UndecodableException("The value cannot be decoded", e);
        }
        if (value instanceof DeliveryAttempted attempted) {
            return attempt(attempted);
        }
        throw new UndecodableException("The value is no DeliveryAttempted", null);
    }

    private static Attempt attempt(DeliveryAttempted from) {
        AttemptOutcome outcome = from.getOutcome();
        return new Attempt(
                StorableText.of(from.getDeliveryId()),
                from.getAttempt(),
                new SubscriptionId(StorableText.of(from.getSubscriptionId())),
                new Attempt.Event(
                        StorableText.of(from.getEventId()),
                        StorableText.of(from.getEventType()),
                        StorableText.of(from.getSourceTopic()),
                        from.getSourcePartition(),
                        from.getSourceOffset()),
                from.getRequestedAt(),
                from.getStartedAt(),
                new Attempt.Timing(from.getDurationMs(), from.getConnectMs(), from.getFirstByteMs()),
                new Attempt.Outcome(
                        StorableText.of(outcome.getKind()),
                        outcome.getStatusCode(),
                        storable(outcome.getReason()),
                        storable(outcome.getMessage())),
                StorableText.of(from.getDeliveryStatus()),
                from.getNextAttemptAt(),
                new Attempt.Answer(
                        storable(from.getRemoteAddress()),
                        storable(from.getResponseHeaders()),
                        storable(from.getResponseBody())));
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : StorableText.of(text);
    }

    private static Map<String, String> storable(Map<String, String> headers) {
        Map<String, String> storable = new TreeMap<>();
        headers.forEach((name, value) -> storable.put(StorableText.of(name), StorableText.of(value)));
        return storable;
    }
}
