package io.hookline.registry.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.catalogue.ExampleRecord;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

final class NoticeTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Notice.Webhook WEBHOOK =
            new Notice.Webhook("wh_1", "ws_1", "https://a.example/hook?token=geheim");
    private static final Notice EXHAUSTED =
            new Notice.Exhausted(WEBHOOK, "dlv_1", "evt_1", "post.published", 6, "503 Service Unavailable");

    static Stream<Notice> notices() {
        return Stream.of(
                new Notice.Failing(WEBHOOK, SINCE, SINCE.plusSeconds(100), 50, "503 Service Unavailable"),
                new Notice.Failing(WEBHOOK, SINCE, null, 0, null),
                new Notice.Disabled(WEBHOOK, Notice.Cause.GONE, SINCE),
                new Notice.Disabled(WEBHOOK, Notice.Cause.FAILING, SINCE),
                new Notice.Recovered(WEBHOOK, SINCE),
                EXHAUSTED);
    }

    @ParameterizedTest
    @MethodSource("notices")
    void hasTheFieldsOfItsEventType(Notice notice) {
        EventType type = EventCatalogue.load().find(notice.type()).orElseThrow();

        var record = ExampleRecord.of(type, JsonMapper.shared().writeValueAsString(notice.data()));

        assertThat(GenericData.get().validate(type.schema(), record)).isTrue();
        assertThat(notice.data().keySet())
                .containsExactlyElementsOf(type.schema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
        assertThat(notice.data()).containsEntry(type.entity(), WEBHOOK.id());
    }

    @Test
    void hasAnIdThatFollowsFromWhatItSays() {
        List<String> ids = notices().map(Notice::id).toList();

        assertThat(ids).allMatch(id -> id.matches("evt_[0-9a-f]{32}")).doesNotHaveDuplicates();
        assertThat(notices().map(Notice::id).toList()).isEqualTo(ids);
    }

    @Test
    void knowsItsOwnEventTypes() {
        assertThat(notices().map(Notice::type)).allMatch(Notice::isOperational);
        assertThat(Notice.isOperational("post.published")).isFalse();
        assertThat(Notice.isOperational("webhook.test")).isFalse();
    }
}
