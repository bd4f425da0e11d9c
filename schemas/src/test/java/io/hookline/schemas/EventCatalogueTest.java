package io.hookline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventCatalogueTest {

    static Collection<EventType> types() {
        return EventCatalogue.load().all();
    }

    @Test
    void listsEveryTypeThatThereIs() {
        assertThat(types())
                .extracting(EventType::name)
                .containsExactly(
                        "post.created",
                        "post.scheduled",
                        "post.published",
                        "post.failed",
                        "mention.created",
                        "crisis.detected",
                        "trend.detected",
                        "message.received",
                        "message.replied",
                        "analytics.updated",
                        "goal.achieved",
                        "account.connected",
                        "account.disconnected",
                        "match.found",
                        "video.processed",
                        "job.started",
                        "job.progress",
                        "job.completed",
                        "job.failed",
                        "user.created",
                        "subscription.updated",
                        "api_limit.reached",
                        "webhook.test",
                        "webhook.failing",
                        "webhook.disabled",
                        "webhook.recovered",
                        "webhook.delivery_exhausted");
    }

    @Test
    void hasAnIndexThatNamesTheFilesOfTheDirectory() {
        List<String> files = SchemaFiles.in(SchemaFiles.EVENTS).stream()
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(EventCatalogue.index()).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void findsATypeByItsName() {
        EventCatalogue catalogue = EventCatalogue.load();

        assertThat(catalogue.find("post.failed")).map(EventType::topic).contains("events.publishing.v1");
        assertThat(catalogue.find("post.unheard_of")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void namesATopicThatCarriesEvents(EventType type) {
        assertThat(Topics.events()).extracting(Topics::topicName).contains(type.topic());
    }

    /** The entity becomes part of the record's key, so it must always be there. */
    @ParameterizedTest
    @MethodSource("types")
    void namesARequiredTextAsItsEntity(EventType type) {
        if (type.entity() != null) {
            Schema.Field entity = Objects.requireNonNull(type.schema().getField(type.entity()));
            assertThat(entity.schema().getType()).isEqualTo(Schema.Type.STRING);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasAnExampleThatFitsItsSchema(EventType type) throws Exception {
        assertFits(type.schema(), new ObjectMapper().readTree(type.example()), type.name());
    }

    private static void assertFits(Schema schema, JsonNode node, String path) {
        switch (schema.getType()) {
            case RECORD -> {
                assertThat(node.isObject()).as(path).isTrue();
                node.fieldNames().forEachRemaining(name -> assertThat(schema.getField(name))
                        .as(path + "." + name)
                        .isNotNull());
                for (Schema.Field field : schema.getFields()) {
                    JsonNode value = node.path(field.name());
                    String fieldPath = path + "." + field.name();
                    if (value.isMissingNode()) {
                        assertThat(field.hasDefaultValue()).as(fieldPath).isTrue();
                    } else {
                        assertFits(field.schema(), value, fieldPath);
                    }
                }
            }
            case ARRAY -> node.forEach(item -> assertFits(schema.getElementType(), item, path + "[]"));
            case UNION -> assertFits(schema.getTypes().getLast(), node, path);
            case STRING -> assertThat(node.isTextual()).as(path).isTrue();
            case BOOLEAN -> assertThat(node.isBoolean()).as(path).isTrue();
            case INT ->
                assertThat(node.canConvertToInt() && node.isIntegralNumber())
                        .as(path)
                        .isTrue();
            case LONG ->
                assertThat(node.canConvertToLong() && node.isIntegralNumber())
                        .as(path)
                        .isTrue();
            case DOUBLE -> assertThat(node.isNumber()).as(path).isTrue();
            default -> throw new AssertionError(path + " has a type that JSON does not know: " + schema.getType());
        }
    }
}
