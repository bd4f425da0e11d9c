package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BatchIT {
    private static final String PATH = "/api/v1/events";
    private static final int MOST = 1_000;
    private static final int LARGEST_EVENT = 256 * 1024;
    private static final int LARGEST_BATCH = 5 * 1024 * 1024;
    private static final List<String> TOPICS =
            Topics.events().stream().map(Topics::topicName).toList();

    private final IngestUnderTest ingest = IngestUnderTest.shared();
    private final String token = ingest.issuer.token("events:write");

    /** The thirteen types of the customers' documentation as it shows them, and the six of the emitting applications. */
    @Test
    void takesEveryTypeOfTheDocumentsInOneBatch() throws IOException {
        String batch = resource("/customer-events.json");

        HttpResponse<String> answer = ingest.post(PATH, token, batch);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(BatchAnswers.read(answer).get("accepted").asInt()).isEqualTo(19);
        assertThat(BatchAnswers.read(answer).get("rejected").asInt()).isZero();
        List<JsonNode> sent = List.copyOf(new JsonMapper().readTree(batch).values());
        List<JsonNode> items = BatchAnswers.items(answer);
        for (int i = 0; i < sent.size(); i++) {
            String type = sent.get(i)
                    .path("event")
                    .asString(sent.get(i).path("event_type").asString(""));
            assertThat(items.get(i).get("index").asInt()).isEqualTo(i);
            assertThat(items.get(i).get("event").asString()).isEqualTo(type);
            String topic = EventCatalogue.load().find(type).orElseThrow().topic();
            KafkaLog.Entry record =
                    ingest.log.withId(topic, items.get(i).get("id").asString()).getFirst();
            assertThat(record.header(CloudEventHeaders.TYPE)).isEqualTo(type);
            assertThat(record.header(CloudEventHeaders.WORKSPACE)).isEqualTo("ws_789");
        }
    }

    @Test
    void writesAThousandEventsInTheirOrder() {
        String campaign = "c_" + UUID.randomUUID();
        String batch = goals(campaign, MOST);

        HttpResponse<String> answer = ingest.post(PATH, token, batch);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(ingest.log.withKey("events.analytics.v1", "ws_789:" + campaign))
                .extracting(record -> record.header(CloudEventHeaders.ID))
                .isEqualTo(BatchAnswers.ids(answer))
                .hasSize(MOST)
                .doesNotHaveDuplicates();
    }

    @Test
    void takesTheListUnderItsName() {
        HttpResponse<String> answer = ingest.post(PATH, token, " { \"events\" : " + goals("c", 2) + "}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(BatchAnswers.items(answer)).hasSize(2);
    }

    @Test
    void saysOfEachEventWhatBecameOfIt() {
        String id = "evt_" + UUID.randomUUID();
        long before = ingest.log.size(TOPICS);

        HttpResponse<String> answer = ingest.post(PATH, token, """
                [{"event": "goal.achieved", "data": {"campaignId": "c"}},
                 {"event": "post.failed", "id": "%s", "data": {"postId": "p", "platform": "x", "error": "e"}},
                 {"event": "post.failed", "workspaceId": "ws_other", "data": {"postId": "p", "platform": "x", "error": "e"}},
                 7,
                 {"event": "post.faild", "data": {}, "id": "%s"}]
                """.formatted(id, "x".repeat(65)));

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(BatchAnswers.statuses(answer)).containsExactly(400, 202, 403, 400, 400);
        assertThat(BatchAnswers.read(answer).get("accepted").asInt()).isOne();
        assertThat(BatchAnswers.read(answer).get("rejected").asInt()).isEqualTo(4);
        List<JsonNode> items = BatchAnswers.items(answer);
        assertThat(items).extracting(item -> item.get("index").asInt()).containsExactly(0, 1, 2, 3, 4);
        assertThat(items.get(0).path("errors").findValuesAsString("field"))
                .contains("data.goalType", "data.target", "data.achieved");
        assertThat(items.get(1).toString())
                .isEqualTo("{\"index\":1,\"status\":202,\"id\":\"%s\",\"event\":\"post.failed\"}".formatted(id));
        assertThat(items.get(2).has("errors")).isFalse();
        assertThat(items.get(2).get("detail").asString()).isNotBlank();
        assertThat(items.get(4).path("errors").findValuesAsString("field")).containsExactly("event", "id");
        assertThat(ingest.log.size(TOPICS)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"events\": []}",
                "{\"events\": {}}",
                "{\"events\": [{}], \"workspaceId\": \"ws_789\"}",
                "[{}",
                "[{\"event\": \"a\", \"event\": \"b\"}]",
            })
    void refusesWhatIsNoListAsAWhole(String body) {
        Problems.assertProblem(ingest.post(PATH, token, body), 400);
    }

    @Test
    void refusesMoreThanAThousandAsAWhole() {
        String campaign = "c_" + UUID.randomUUID();

        HttpResponse<String> answer = ingest.post(PATH, token, goals(campaign, MOST + 1));

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactly("events");
        assertThat(ingest.log.withKey("events.analytics.v1", "ws_789:" + campaign))
                .isEmpty();
    }

    @Test
    void boundsEachEventAndTheBatch() {
        String large =
                "{\"event\": \"post.failed\", \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"%s\"}}";
        String fits = large.formatted("e".repeat(LARGEST_EVENT - large.length() + 2));
        String tooLarge = large.formatted("ü".repeat(LARGEST_EVENT / 2));
        assertThat(fits).hasSize(LARGEST_EVENT);

        HttpResponse<String> answer = ingest.post(PATH, token, "[" + fits + "," + tooLarge + "]");
        assertThat(BatchAnswers.statuses(answer)).containsExactly(202, 413);

        String padding = " ".repeat(LARGEST_BATCH - goals("c", 1).length());
        assertThat(ingest.post(PATH, token, goals("c", 1) + padding).statusCode())
                .isEqualTo(202);
        Problems.assertProblem(ingest.post(PATH, token, goals("c", 1) + padding + " "), 413);
    }

    /** A single event keeps its own limit. */
    @Test
    void boundsASingleEvent() {
        String event =
                "{\"event\": \"post.failed\", \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"e\"}}";
        String padding = " ".repeat(LARGEST_EVENT - event.length());

        assertThat(ingest.post(PATH, token, event + padding).statusCode()).isEqualTo(202);
        Problems.assertProblem(ingest.post(PATH, token, event + padding + " "), 413);
    }

    @Test
    void answersABatchOfMistakesBriefly() {
        String mistakes =
                IntStream.range(0, 100).mapToObj(i -> "\"f%d\":0".formatted(i)).collect(Collectors.joining(","));
        String batch =
                IntStream.range(0, 100).mapToObj(i -> "{" + mistakes + "}").collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> answer = ingest.post(PATH, token, batch);

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(BatchAnswers.items(answer))
                .allSatisfy(item -> assertThat(item.path("errors").size()).isEqualTo(10));
    }

    @Test
    void countsEventsByWhatBecameOfThem() {
        ingest.post(PATH, token, "[{\"event\": \"goal.achieved\"}]");

        assertThat(ingest.send(ingest.request("/actuator/prometheus").GET()).body())
                .contains("hookline_ingest_batch_events_total{outcome=\"invalid\"}");
    }

    @Test
    void asksForAToken() {
        Problems.assertProblem(ingest.send(ingest.request(PATH).POST(BodyPublishers.ofString(goals("c", 1)))), 401);
    }

    private static String goals(String campaign, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> """
                        {"event":"goal.achieved","data":{"campaignId":"%s","goalType":"reach","target":1,"achieved":%d,"percentageComplete":1}}\
                        """.formatted(campaign, i).strip())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BatchIT.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
