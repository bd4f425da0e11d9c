package io.hookline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Makes docs/asyncapi.json, for those who consume topics, from {@link Topics} and the schemas. */
final class AsyncApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Schema> RECORDS = SchemaFiles.current().toList();

    @Test
    void describesEveryTopic() throws IOException {
        String document = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document()) + "\n";

        GeneratedPage.hold("asyncapi.json", document);
    }

    @Test
    void refersToWhatIsThere() throws IOException {
        JsonNode document = JSON.readTree(Files.readString(Path.of("..", "docs", "asyncapi.json")));

        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        isObject(document, reference.substring(1)))
                .as(reference)
                .isTrue());
        assertThat(document.at("/channels").properties()).hasSameSizeAs(Topics.values());
        assertThat(RECORDS).allMatch(record -> isObject(document, "/components/messages/" + record.getName()));
    }

    private static boolean isObject(JsonNode document, String path) {
        return document.at(path).isObject();
    }

    private static ObjectNode document() {
        ObjectNode document = JSON.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Hookline's topics")
                .put("version", "1")
                .put(
                        "description",
                        "Typed facts on Kafka. Values are in the Confluent wire format (byte 0, four bytes schema id, Avro binary);"
                                + " subjects are named <topic>-<record's full name>. At least once: deduplicate on ce_id, or on the"
                                + " record's own id. Records with one key are in order.");
        document.putObject("servers")
                .putObject("kafka")
                .put("host", "localhost:9092")
                .put("protocol", "kafka-secure");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (Topics topic : Topics.values()) {
            channel(topic, channels.putObject(topic.name()));
            operations
                    .putObject("send" + camelCase(topic))
                    .put("action", "send")
                    .put("summary", "Hookline writes, consumers read.")
                    .putObject("channel")
                    .put("$ref", "#/channels/" + topic.name());
        }
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        RECORDS.forEach(record -> message(record, messages.putObject(record.getName())));
        ownEvent(messages.putObject("OwnEvent"));
        headers(components.putObject("schemas").putObject("EventHeaders"));
        return document;
    }

    private static void channel(Topics topic, ObjectNode channel) {
        channel.put("address", topic.topicName());
        channel.put("description", "Key: " + topic.key() + ". Values: " + topic.records() + ".");
        ObjectNode messages = channel.putObject("messages");
        messagesOf(topic).forEach(name -> messages.putObject(name).put("$ref", "#/components/messages/" + name));
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic.topicName()).put("partitions", topic.partitions());
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        configuration.putArray("cleanup.policy").add(topic.compacted() ? "compact" : "delete");
        if (!topic.compacted()) {
            configuration.put("retention.ms", topic.retention().toMillis());
        }
        kafka.put("bindingVersion", "0.5.0");
    }

    private static Stream<String> messagesOf(Topics topic) {
        if (topic == Topics.EVENTS_CUSTOM) {
            return Stream.of("OwnEvent");
        }
        return RECORDS.stream()
                .filter(record -> isOn(topic, record))
                .map(Schema::getName)
                .sorted();
    }

    private static boolean isOn(Topics topic, Schema record) {
        String eventTopic = record.getProp("hookline.topic");
        return eventTopic == null
                ? Arrays.asList(topic.records().split("\\W+")).contains(record.getName())
                : eventTopic.equals(topic.topicName());
    }

    private static void message(Schema record, ObjectNode message) {
        String type = record.getProp("hookline.type");
        message.put("name", record.getFullName());
        message.put("title", type == null ? record.getName() : type);
        message.put("summary", record.getDoc());
        message.put("contentType", "application/avro");
        ObjectNode payload = message.putObject("payload");
        payload.put("schemaFormat", "application/vnd.apache.avro+json;version=1.12.0");
        payload.set("schema", json(record.toString()));
        if (type != null) {
            message.putObject("headers").put("$ref", "#/components/schemas/EventHeaders");
            message.putArray("examples")
                    .addObject()
                    .set("payload", JSON.valueToTree(record.getObjectProp("hookline.example")));
        }
    }

    private static void ownEvent(ObjectNode message) {
        message.put("name", "OwnEvent");
        message.put("title", "A workspace's own type");
        message.put(
                "summary",
                "The data of the event as compact JSON; ce_type names the type, whose JSON Schema is on catalogue.types.v1.");
        message.put("contentType", "application/json");
        message.putObject("payload").put("type", "object");
        message.putObject("headers").put("$ref", "#/components/schemas/EventHeaders");
    }

    private static void headers(ObjectNode schema) {
        schema.put("type", "object");
        schema.put("description", "CloudEvents 1.0, Kafka binding, binary mode.");
        ObjectNode properties = schema.putObject("properties");
        header(properties, CloudEventHeaders.SPEC_VERSION, "Always 1.0.");
        header(properties, CloudEventHeaders.ID, "The event's id: what to deduplicate on.");
        header(properties, CloudEventHeaders.TYPE, "The event type, for instance post.published.");
        header(properties, CloudEventHeaders.SOURCE, "The service that emitted it.");
        header(properties, CloudEventHeaders.TIME, "When it happened, ISO 8601 in UTC.");
        header(properties, CloudEventHeaders.SUBJECT, "The entity it is about, if any.");
        header(properties, CloudEventHeaders.WORKSPACE, "The workspace whose event it is.");
        header(properties, CloudEventHeaders.SUBSCRIPTION, "The one webhook it is for, on test events.");
        header(properties, CloudEventHeaders.TRACEPARENT, "W3C trace context, where there is one.");
        schema.putArray("required")
                .add(CloudEventHeaders.ID)
                .add(CloudEventHeaders.TYPE)
                .add(CloudEventHeaders.WORKSPACE);
    }

    private static void header(ObjectNode properties, String name, String description) {
        properties.putObject(name).put("type", "string").put("description", description);
    }

    private static String camelCase(Topics topic) {
        StringBuilder name = new StringBuilder();
        for (String word : topic.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
