package io.hookline.client.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.client.emit.CatalogueEmitter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the build makes of the schemas. */
final class GeneratedEventsTest {
    private static final Path SCHEMAS = Path.of("../schemas/src/main/avro/event");
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @MethodSource("schemas")
    void readsAndWritesTheExampleOfEachType(JsonNode schema) throws ClassNotFoundException {
        JsonNode example = schema.get("hookline.example");

        EventData data = JSON.treeToValue(example, classOf(schema));

        assertThat(data.eventTypeName()).isEqualTo(schema.get("hookline.type").asString());
        assertThat(plain(JSON.valueToTree(data))).isEqualTo(plain(example));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void namesEveryFieldOfTheSchema(JsonNode schema) throws ClassNotFoundException {
        List<String> fields = new ArrayList<>();
        schema.get("fields").forEach(field -> fields.add(camel(field.get("name").asString())));

        assertThat(Stream.of(classOf(schema).getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyElementsOf(fields);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void hasAMethodForEachTypeThatMayBeEmitted(JsonNode schema) {
        String name = schema.get("name").asString();
        boolean own = schema.get("hookline.type").asString().startsWith("webhook.");

        List<String> methods = Stream.of(CatalogueEmitter.class.getMethods())
                .map(Method::getName)
                .toList();
        assertThat(methods.contains("emit" + name)).isEqualTo(!own);
    }

    @Test
    void leavesOutWhatIsNotGiven() {
        PostFailed failed = new PostFailed("post_123", "instagram", "Authentication failed");

        assertThat(JSON.writeValueAsString(failed))
                .isEqualTo("{\"postId\":\"post_123\",\"platform\":\"instagram\",\"error\":\"Authentication failed\"}");
        assertThat(failed.withErrorCode("AUTH_ERROR").errorCode()).isEqualTo("AUTH_ERROR");
    }

    @Test
    void writesTheNamesThatCustomersSee() {
        MatchFound match = new MatchFound("m", "q", "v", 0.5).withSegmentStart(30.5);

        assertThat(JSON.writeValueAsString(match))
                .isEqualTo("{\"match_id\":\"m\",\"query_video_id\":\"q\",\"matched_video_id\":\"v\",\"confidence\":0.5,"
                        + "\"segment_start\":30.5}");
    }

    @Test
    void copiesWhatCouldChange() {
        List<String> platforms = new ArrayList<>(List.of("instagram"));
        PostScheduled post = new PostScheduled("post_1", "2024-01-15T10:00:00Z", platforms);

        platforms.add("tiktok");

        assertThat(post.platforms()).containsExactly("instagram");
    }

    /** A field that is newer than the client must not keep it from reading the others. */
    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        WebhookTest test = JSON.readValue("{\"message\":\"hello\",\"newer\":1}", WebhookTest.class);

        assertThat(test.message()).isEqualTo("hello");
    }

    static Stream<JsonNode> schemas() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.sorted().map(file -> JSON.readTree(file.toFile())).toList().stream();
        }
    }

    private static Class<? extends EventData> classOf(JsonNode schema) throws ClassNotFoundException {
        return Class.forName("io.hookline.client.event." + schema.get("name").asString())
                .asSubclass(EventData.class);
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("_", -1)) {
            camel.append(camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return camel.toString();
    }

    /** As Maps, in which 150 and 150.0 are the same. */
    private static Object plain(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isArray()) {
            return node.valueStream().map(GeneratedEventsTest::plain).toList();
        }
        if (node.isObject()) {
            return node.propertyStream().collect(Collectors.toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
        }
        return node.asString();
    }
}
