package io.hookline.registry.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class FilterIT {
    private static final String TEST = "/api/v1/webhooks/filter/test";

    private final RunningRegistry registry = RunningRegistry.shared();
    private final String workspace = registry.newWorkspace();
    private final String token = registry.token(workspace, "webhooks:read");

    @Test
    void tellsWhetherAnEventPasses() {
        String event = """
                {"event": "post.published", "data": {"platform": "instagram", "likes": 105.0}}""";

        assertThat(matches("{\"data.platform\": \"instagram\"}", event)).isTrue();
        assertThat(matches("{\"data.platform\": \"tiktok\"}", event)).isFalse();
        assertThat(matches("{\"data.likes\": {\"$gt\": 104, \"$lt\": 106}}", event))
                .isTrue();
        assertThat(matches("{\"event\": \"post.published\"}", event)).isTrue();
    }

    @Test
    void fillsInWhatEveryEventHas() {
        String bare = """
                {"event": "a.b", "data": {}}""";
        String whole = """
                {"event": "a.b", "data": {}, "id": "evt_1", "timestamp": "2024-01-10T12:00:00Z", "workspaceId": "ws_x"}""";

        assertThat(matches("{\"workspaceId\": \"" + workspace + "\"}", bare)).isTrue();
        assertThat(matches("{\"id\": {\"$startsWith\": \"evt_\"}}", bare)).isTrue();
        assertThat(matches("{\"id\": \"evt_1\", \"workspaceId\": \"ws_x\"}", whole))
                .isTrue();
        assertThat(matches("{\"timestamp\": {\"$lt\": \"2024-01-11\"}}", whole)).isTrue();
    }

    @Test
    void sortsTheExamplesOfAllTypes() {
        Answer answer = registry.post(token, TEST, "{\"filter\": {\"event\": {\"$startsWith\": \"post.\"}}}")
                .expect(200);

        assertThat(texts(answer, "matching"))
                .containsExactlyInAnyOrder("post.created", "post.scheduled", "post.published", "post.failed");
        assertThat(texts(answer, "notMatching"))
                .contains("match.found", "webhook.test")
                .hasSizeGreaterThan(10);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(registry.post(token, TEST, "{}").expect(400).errors()).containsExactly("filter: is required");
        assertThat(registry.post(token, TEST, """
                {"filter": {"a": {"$x": 1}}, "event": {"event": 1, "datum": {}}}""").expect(400).errors())
                .satisfiesExactly(
                        operator -> assertThat(operator).startsWith("filter.a.$x: is not an operator"),
                        type -> assertThat(type).isEqualTo("event.event: must be a string"),
                        data -> assertThat(data).isEqualTo("event.data: is required"),
                        unknown -> assertThat(unknown).isEqualTo("event.datum: is not a field of this call"));
        String deep = "{\"a\":".repeat(150) + "1" + "}".repeat(150);
        assertThat(registry.post(
                                token,
                                TEST,
                                "{\"filter\": {\"event\": \"a.b\"}, \"event\": {\"event\": \"a.b\", \"data\": " + deep
                                        + "}}")
                        .expect(400)
                        .errors())
                .containsExactly("event.data: is nested too deeply for an event");
    }

    @Test
    void needsATokenThatMayRead() {
        registry.post(null, TEST, "{}").expect(401);
        registry.post(registry.token(workspace, "webhooks:write"), TEST, "{}").expect(403);
    }

    private boolean matches(String filter, String event) {
        return registry.post(token, TEST, "{\"filter\": " + filter + ", \"event\": " + event + "}")
                .expect(200)
                .json()
                .get("matches")
                .booleanValue();
    }

    private static List<String> texts(Answer answer, String field) {
        return answer.json().get(field).values().stream()
                .map(JsonNode::asString)
                .toList();
    }
}
