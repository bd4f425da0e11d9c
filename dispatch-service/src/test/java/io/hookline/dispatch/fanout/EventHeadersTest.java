package io.hookline.dispatch.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.schemas.CloudEventHeaders;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventHeadersTest {

    @Test
    void takesTheKeyForTheEntity() {
        assertThat(EventHeaders.read(record("post.published", Map.of())))
                .hasValueSatisfying(event -> assertThat(event.entity()).isEqualTo("ws_1:post_1"));
    }

    @Test
    void hasNoEntityWithoutAKey() {
        ConsumerRecord<byte[], byte[]> keyed = record("post.published", Map.of());
        ConsumerRecord<byte[], byte[]> keyless = new ConsumerRecord<>(keyed.topic(), 0, 7, null, new byte[0]);
        keyed.headers().forEach(header -> keyless.headers().add(header));

        assertThat(EventHeaders.read(keyless))
                .hasValueSatisfying(event -> assertThat(event.entity()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook.failing",
                "webhook.disabled",
                "webhook.recovered",
                "webhook.delivery_exhausted",
                "webhook.of_a_later_version"
            })
    void needsToKnowWhichWebhookAnOperationalEventReportsOn(String type) {
        assertThat(EventHeaders.read(record(type, Map.of()))).isEmpty();
        assertThat(EventHeaders.read(record(type, Map.of(CloudEventHeaders.SUBJECT, "wh_1"))))
                .hasValueSatisfying(event -> assertThat(event.reported()).isEqualTo(new SubscriptionId("wh_1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"post.published", "webhook.test"})
    void reportsOnNoWebhookOtherwise(String type) {
        assertThat(EventHeaders.read(record(type, Map.of(CloudEventHeaders.SUBJECT, "wh_1"))))
                .hasValueSatisfying(event -> assertThat(event.reported()).isNull());
    }

    private static ConsumerRecord<byte[], byte[]> record(String type, Map<String, String> headers) {
        return EventRecords.event(EventRecords.PUBLISHING, type, new byte[0], headers);
    }
}
