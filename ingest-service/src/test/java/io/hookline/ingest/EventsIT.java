package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import io.hookline.schemas.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class EventsIT {
    private static final String PATH = "/api/v1/events";
    private static final List<String> TOPICS =
            Topics.events().stream().map(Topics::topicName).toList();

    private final IngestUnderTest ingest = IngestUnderTest.shared();
    private final String token = ingest.issuer.token("events:write");

    static Stream<EventType> postableTypes() {
        return EventCatalogue.load().all().stream().filter(type -> !type.name().startsWith("webhook."));
    }

    @ParameterizedTest
    @MethodSource("postableTypes")
    void writesTheExampleOfEveryType(EventType type) {
        String id = "evt_" + UUID.randomUUID();

        HttpResponse<String> answer = ingest.post(PATH, token, """
                {"event": "%s", "timestamp": "2024-01-15T12:00:00+02:00", "id": "%s", "data": %s, "workspaceId": "ws_789"}
                """.formatted(type.name(), id, type.example()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"%s\",\"event\":\"%s\",\"status\":\"accepted\"}".formatted(id, type.name()));
        KafkaLog.Entry record = ingest.log.withId(type.topic(), id).getFirst();
        assertThat(record.value().getSchema().getFullName())
                .isEqualTo(type.schema().getFullName());
        assertThat(record.header(CloudEventHeaders.SPEC_VERSION)).isEqualTo("1.0");
        assertThat(record.header(CloudEventHeaders.TYPE)).isEqualTo(type.name());
        assertThat(record.header(CloudEventHeaders.SOURCE)).isEqualTo("/ingest-service");
        assertThat(record.header(CloudEventHeaders.TIME)).isEqualTo("2024-01-15T10:00:00Z");
        assertThat(record.header(CloudEventHeaders.WORKSPACE)).isEqualTo("ws_789");
        assertThat(record.header(CloudEventHeaders.CONTENT_TYPE)).isEqualTo("application/avro");
        assertThat(record.key())
                .isEqualTo("ws_789:" + (type.entity() == null ? id : record.header(CloudEventHeaders.SUBJECT)));
    }

    @Test
    void keepsEveryValueOfTheData() {
        String postId = "post_" + UUID.randomUUID();

        HttpResponse<String> answer = ingest.send(ingest.request(PATH)
                .header("Authorization", "bearer " + token)
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .POST(BodyPublishers.ofString("""
                        {"event_type": "post.failed", "data": {"postId": "%s", "platform": "tiktok", "error": "Grüße 👋", "errorCode": null}}
                        """.formatted(postId))));

        assertThat(answer.statusCode()).isEqualTo(202);
        KafkaLog.Entry record =
                ingest.log.withKey("events.publishing.v1", "ws_789:" + postId).getFirst();
        assertThat(record.value().get("error")).hasToString("Grüße 👋");
        assertThat(record.value().get("errorCode")).isNull();
        assertThat(record.header(CloudEventHeaders.ID)).matches("evt_[0-9a-f]{32}");
        assertThat(record.header(CloudEventHeaders.TRACEPARENT))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event\": \"post.failed\", \"data\": {\"postId\": \"p\", \"platform\": \"x\"}}|data.error",
                "{\"event\": \"post.failed\", \"data\": {\"postId\": null, \"platform\": \"x\", \"error\": \"e\"}}|data.postId",
                "{\"event\": \"post.failed\", \"data\": {\"postId\": 1, \"platform\": \"x\", \"error\": \"e\"}}|data.postId",
                "{\"event\": \"post.failed\", \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"e\", \"more\": 1}}|data.more",
                "{\"event\": \"post.failed\", \"data\": {\"postId\": \"\\ud800\", \"platform\": \"x\", \"error\": \"e\"}}|data.postId",
                "{\"event\": \"post.failed\", \"data\": []}|data",
                "{\"event\": \"post.failed\"}|data",
                "{\"data\": {}}|event",
                "{\"event\": \"post.faild\", \"data\": {}}|event",
                "{\"event\": \"webhook.test\", \"data\": {\"message\": \"m\"}}|event",
                "{\"event\": \"post.failed\", \"id\": \"no spaces\", \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"e\"}}|id",
                "{\"event\": \"post.failed\", \"timestamp\": \"yesterday\", \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"e\"}}|timestamp",
                "{\"event\": \"post.failed\", \"extra\": {}, \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"e\"}}|extra",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        long before = ingest.log.size(TOPICS);

        HttpResponse<String> answer = ingest.post(PATH, token, body);

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactly(field);
        assertThat(ingest.log.size(TOPICS)).isEqualTo(before);
    }

    @Test
    void suggestsTheTypeThatWasMeant() {
        HttpResponse<String> answer = ingest.post(PATH, token, "{\"event\": \"post.publised\", \"data\": {}}");

        assertThat(answer.body()).contains("did you mean post.published?");
    }

    @Test
    void refusesAnotherWorkspace() {
        HttpResponse<String> answer = ingest.post(PATH, token, """
                {"event": "post.failed", "tenant_id": "ws_other", "data": {"postId": "p", "platform": "x", "error": "e"}}
                """);

        Problems.assertProblem(answer, 403);
    }
}
