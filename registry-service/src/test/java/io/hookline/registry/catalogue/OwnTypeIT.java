package io.hookline.registry.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.catalogue.EventTypeChanged;
import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import io.hookline.registry.Wire;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class OwnTypeIT {
    private static final String TYPES = "/api/v1/event-types";
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String TOPIC = "catalogue.types.v1";
    private static final String ORDER_SHIPPED = """
            {"type": "order.shipped", "description": "An order has left.", "entity": "orderId",
             "jsonSchema": {"type": "object", "required": ["orderId"],
               "properties": {"orderId": {"type": "string"}, "weight": {"type": "number"}}},
             "example": {"orderId": "o-1", "weight": 105.0}}""";

    private final RunningRegistry registry = RunningRegistry.shared();
    private final String workspace = registry.newWorkspace();
    private final String token = registry.token(workspace);

    @Test
    void goesTheWholeRound() {
        Answer created = registry.post(token, TYPES, ORDER_SHIPPED).expect(201);
        String path = TYPES + "/order.shipped";
        assertThat(created.header("Location")).isEqualTo(path);
        assertThat(created.text("type")).isEqualTo("order.shipped");
        assertThat(created.json().get("jsonSchema").get("required")).hasToString("[\"orderId\"]");
        assertThat(registry.get(token, path).expect(200).body()).isEqualTo(created.body());
        registry.post(token, TYPES, ORDER_SHIPPED).expect(409);

        Answer replaced = registry.send("PUT", token, path, """
                {"jsonSchema": {"type": "object"}, "example": {}}""").expect(200);

        assertThat(replaced.json().get("description").isNull()).isTrue();
        assertThat(replaced.json().get("entity").isNull()).isTrue();
        assertThat(replaced.text("createdAt")).isEqualTo(created.text("createdAt"));
        assertThat(registry.get(token, TYPES).expect(200).items())
                .singleElement()
                .satisfies(type -> assertThat(type).isEqualTo(replaced.json()));

        registry.send("DELETE", token, path, null).expect(204);

        registry.get(token, path).expect(404);
        registry.send("PUT", token, path, "{\"jsonSchema\": {}, \"example\": {}}")
                .expect(404);
        registry.send("DELETE", token, path, null).expect(404);
        assertThat(registry.get(token, TYPES).expect(200).items()).isEmpty();
    }

    @Test
    void isOnKafkaBeforeItIsAnswered() {
        registry.post(token, TYPES, ORDER_SHIPPED).expect(201);

        EventTypeChanged published = (EventTypeChanged) Wire.decoded(records().getLast());

        assertThat(published.getWorkspaceId()).isEqualTo(workspace);
        assertThat(published.getType()).isEqualTo("order.shipped");
        assertThat(published.getVersion()).isEqualTo(1);
        assertThat(published.getDescription()).isEqualTo("An order has left.");
        assertThat(published.getEntity()).isEqualTo("orderId");
        assertThat(published.getJsonSchema()).startsWith("{\"type\":\"object\",\"required\":[\"orderId\"]");

        registry.send("PUT", token, TYPES + "/order.shipped", ORDER_SHIPPED).expect(200);
        assertThat(records()).as("nothing has changed").hasSize(1);
        registry.send("PUT", token, TYPES + "/order.shipped", """
                {"jsonSchema": {"type": "object"}, "example": {}}""").expect(200);
        assertThat(((EventTypeChanged) Wire.decoded(records().getLast())).getVersion())
                .isEqualTo(2);
        registry.send("DELETE", token, TYPES + "/order.shipped", null).expect(204);
        assertThat(records().getLast().value()).isNull();

        registry.post(token, TYPES, ORDER_SHIPPED).expect(201);
        assertThat(records().getLast().value()).isNotNull();
    }

    @Test
    void canBeSubscribedToExactlyOrByFamily() {
        registry.post(token, TYPES, ORDER_SHIPPED).expect(201);

        String exact = registry.webhook(token, "order.shipped");
        String family = registry.webhook(token, "order.*");

        assertThat(registry.get(token, WEBHOOKS + "?event=order.shipped").items())
                .extracting(webhook -> webhook.get("id").asString())
                .containsExactly(family, exact);
        assertThat(registry.get(token, WEBHOOKS + "/events").expect(200).items())
                .last()
                .satisfies(entry -> {
                    assertThat(entry.get("event").asString()).isEqualTo("order.shipped");
                    assertThat(entry.get("topic").asString()).isEqualTo("events.custom.v1");
                    assertThat(entry.get("schemaFormat").asString()).isEqualTo("json-schema");
                    assertThat(entry.get("example").get("orderId").asString()).isEqualTo("o-1");
                });
        Answer filtered = registry.post(token, WEBHOOKS + "/filter/test", "{\"filter\": {\"data.weight\": 105}}")
                .expect(200);
        assertThat(filtered.json().get("matching")).hasToString("[\"order.shipped\"]");
    }

    @Test
    void sendsItsExampleAsTest() {
        registry.post(token, TYPES, ORDER_SHIPPED).expect(201);
        String id = registry.webhook(token, "order.shipped");

        String eventId = registry.post(token, WEBHOOKS + "/" + id + "/test", "{\"event_type\": \"order.shipped\"}")
                .expect(202)
                .text("eventId");

        ConsumerRecord<String, byte[]> event =
                Wire.ofKey("events.custom.v1", workspace + ":o-1").getFirst();
        assertThat(new String(event.value(), UTF_8)).isEqualTo("{\"orderId\":\"o-1\",\"weight\":105}");
        assertThat(header(event, "ce_type")).isEqualTo("order.shipped");
        assertThat(header(event, "ce_id")).isEqualTo(eventId);
        assertThat(header(event, "ce_subject")).isEqualTo("o-1");
        assertThat(header(event, "ce_subscription")).isEqualTo(id);
        assertThat(header(event, "content-type")).isEqualTo("application/json");
    }

    @Test
    void belongsToOneWorkspace() {
        registry.post(token, TYPES, ORDER_SHIPPED).expect(201);
        String stranger = registry.token(registry.newWorkspace());

        assertThat(registry.get(stranger, TYPES).expect(200).items()).isEmpty();
        registry.get(stranger, TYPES + "/order.shipped").expect(404);
        registry.send("PUT", stranger, TYPES + "/order.shipped", ORDER_SHIPPED).expect(404);
        registry.send("DELETE", stranger, TYPES + "/order.shipped", null).expect(404);
        assertThat(registry.post(stranger, WEBHOOKS, """
                {"url": "https://example.com/a", "events": ["order.shipped"]}""").expect(400).errors())
                .singleElement()
                .asString()
                .startsWith("events[0]: \"order.shipped\" is not a known event");
        assertThat(registry.get(stranger, WEBHOOKS + "/events").items())
                .noneSatisfy(entry -> assertThat(entry.get("event").asString()).isEqualTo("order.shipped"));
        registry.post(stranger, TYPES, ORDER_SHIPPED).expect(201);
        registry.get(token, TYPES + "/order.shipped").expect(200);
    }

    @Test
    void needsATokenThatMay() {
        String reader = registry.token(workspace, "webhooks:read");
        String writer = registry.token(workspace, "webhooks:write");

        registry.post(null, TYPES, ORDER_SHIPPED).expect(401);
        registry.get(null, TYPES).expect(401);
        registry.post(reader, TYPES, ORDER_SHIPPED).expect(403);
        registry.post(writer, TYPES, ORDER_SHIPPED).expect(201);
        registry.get(writer, TYPES + "/order.shipped").expect(403);
        registry.get(reader, TYPES + "/order.shipped").expect(200);
        registry.send("DELETE", reader, TYPES + "/order.shipped", null).expect(403);
    }

    @Test
    void pagesFromNewToOld() {
        for (String type : List.of("a.one", "a.two", "a.three")) {
            registry.post(token, TYPES, """
                    {"type": "%s", "jsonSchema": {}, "example": {}}""".formatted(type)).expect(201);
        }

        Answer first = registry.get(token, TYPES + "?limit=2").expect(200);
        Answer second = registry.get(token, TYPES + "?limit=2&cursor=" + first.text("nextCursor"))
                .expect(200);

        assertThat(names(first)).containsExactly("a.three", "a.two");
        assertThat(names(second)).containsExactly("a.one");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(registry.post(token, TYPES, "{}").expect(400).errors())
                .containsExactly("type: is required", "jsonSchema: is required", "example: is required");
        assertThat(problem("post.shared", "{}", "{}", null))
                .startsWith("type: must not begin with post., which is Hookline's own");
        assertThat(problem("Order", "{}", "{}", null)).startsWith("type: must be two or more lower-case words");
        assertThat(problem("a.b", "{\"type\": \"text\"}", "{}", null)).startsWith("jsonSchema.type: ");
        assertThat(problem("a.b", "{\"$ref\": \"https://example.com/s.json\"}", "{}", null))
                .startsWith("jsonSchema.$ref: must be # or begin with #/");
        assertThat(problem("a.b", "{\"properties\": {\"n\": {\"type\": \"integer\"}}}", "{\"n\": \"x\"}", null))
                .startsWith("example.n: ");
        assertThat(problem("a.b", "{}", "{\"n\": {}}", "n")).startsWith("entity: must be a field of the data");
        assertThat(problem("a.b", "{\"description\": \"" + "x".repeat(70_000) + "\"}", "{}", null))
                .isEqualTo("jsonSchema: must have at most 65536 bytes as compact JSON");
        assertThat(registry.send("PUT", token, TYPES + "/a.b", """
                {"type": "a.c", "jsonSchema": {}, "example": {}}""").expect(400).errors())
                .containsExactly("type: must be the one in the path, or absent");
        registry.get(token, TYPES + "/nonsense").expect(404);
    }

    private String problem(String type, String schema, String example, @Nullable String entity) {
        List<String> errors = registry.post(token, TYPES, """
                {"type": "%s", "jsonSchema": %s, "example": %s, "entity": %s}""".formatted(
                                type, schema, example, entity == null ? null : "\"" + entity + "\""))
                .expect(400)
                .errors();
        assertThat(errors).hasSize(1);
        return errors.getFirst();
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        return Wire.ofKey(TOPIC, workspace + ":order.shipped");
    }

    private static List<String> names(Answer page) {
        return page.items().stream()
                .map((JsonNode type) -> type.get("type").asString())
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
