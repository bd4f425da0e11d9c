package io.hookline.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventPatternsTest {
    private final EventPatterns patterns = new EventPatterns(EventCatalogue.load());

    @ParameterizedTest
    @ValueSource(strings = {"post.published", "post.*", "*", "webhook.test", "mention.created"})
    void knowsTypesAndFamilies(String text) {
        assertThat(patterns.problem(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "post", "post.", "post.**", "*.published", "POST.PUBLISHED", "nothing.*", "post.*.x"})
    void knowsNothingElse(String text) {
        assertThat(patterns.problem(text)).isPresent();
    }

    @Test
    void suggestsTheNearest() {
        assertThat(patterns.problem("post.publisched"))
                .get()
                .asString()
                .startsWith("\"post.publisched\" is not a known event; nearest are post.published, ");
        assertThat(patterns.problem("psot.*")).get().asString().contains("post.*");
        assertThat(patterns.problem("x".repeat(10_000))).get().asString().hasSizeLessThan(200);
    }

    @Test
    void namesEveryPatternThatAnEventMatches() {
        assertThat(patterns.matching("post.published")).containsExactly("post.published", "post.*", "*");
        assertThat(patterns.typeProblem("post.*")).isPresent();
    }

    @Test
    void growsByAWorkspacesOwnTypes() {
        EventPatterns more = patterns.with(List.of("order.item.shipped"));

        assertThat(more.problem("order.item.shipped")).isEmpty();
        assertThat(more.problem("order.item.*")).isEmpty();
        assertThat(more.problem("order.*")).isEmpty();
        assertThat(more.problem("post.published")).isEmpty();
        assertThat(more.typeProblem("order.item.shipped")).isEmpty();
        assertThat(more.matching("order.item.shipped"))
                .containsExactly("order.item.shipped", "order.*", "order.item.*", "*");
        assertThat(patterns.problem("order.*")).isPresent();
        assertThat(patterns.hasFamilyOf("post.shared")).isTrue();
        assertThat(patterns.hasFamilyOf("order.shipped")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("types")
    void makesAValidRecordOfEveryExample(EventType type) {
        assertThat(GenericData.get().validate(type.schema(), ExampleRecord.of(type)))
                .isTrue();
    }

    static Iterable<EventType> types() {
        return EventCatalogue.load().all();
    }
}
