package io.hookline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.dispatch.Receiver.Received;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Customers get what the documents show them: {@code documented-events.json} holds every example of document 2 as it is printed
 * there, and the six types of document 5, of which that lists the fields. Each goes over Kafka to an endpoint, and arrives with
 * the same fields in the same order, and the same numbers, as compact JSON.
 */
final class DocumentedEventsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int DOCUMENTED = 20;

    private final EventCatalogue catalogue = EventCatalogue.load();
    private final String path = "/" + UUID.randomUUID();

    @Test
    void arriveAsTheyAreDocumented() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        try (DispatchUnderTest dispatch = new DispatchUnderTest()) {
            JsonNode events = documented();
            String workspace = events.path(0).path("workspaceId").textValue();
            String subscription = dispatch.wire
                    .subscription(workspace, dispatch.receiver.at(path))
                    .write();
            dispatch.start();

            for (JsonNode event : events) {
                String id = publish(dispatch, event, subscription);
                String body = event.toString();
                expected.put(id, body.substring(0, body.length() - 1) + ",\"id\":\"" + id + "\"}");
            }

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(received(dispatch)).hasSizeGreaterThanOrEqualTo(DOCUMENTED));
            assertThat(received(dispatch)).isEqualTo(expected).hasSize(DOCUMENTED);
        }
    }

    private String publish(DispatchUnderTest dispatch, JsonNode event, String subscription) {
        EventType type = catalogue.find(event.path("event").textValue()).orElseThrow();
        Map<String, String> headers = new LinkedHashMap<>(
                Map.of(CloudEventHeaders.TIME, event.path("timestamp").textValue()));
        if (type.name().equals("webhook.test")) {
            headers.put(CloudEventHeaders.SUBSCRIPTION, subscription);
        }
        return dispatch.wire.publish(
                topic(type),
                type.name(),
                event.path("workspaceId").textValue(),
                JsonToAvro.value(type.schema(), event.path("data")),
                headers);
    }

    private Map<String, String> received(DispatchUnderTest dispatch) {
        return dispatch.receiver.received(path).stream()
                .collect(
                        Collectors.toMap(request -> request.header("webhook-id"), Received::body, (first, _) -> first));
    }

    private static Topics topic(EventType type) {
        return Topics.events().stream()
                .filter(topic -> topic.topicName().equals(type.topic()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode documented() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DocumentedEventsIT.class.getResourceAsStream("/documented-events.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }
}
