package io.hookline.reconciliation;

import static io.hookline.reconciliation.RunningService.eventually;
import static io.hookline.reconciliation.RunningService.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReadApiIT {
    private final RunningService service = RunningService.shared();
    private final String workspace = unique("ws");
    private final String token = service.issuer().token(workspace);

    @Test
    void showsEachWorkspaceItsOwnPublishes() {
        String id = submitted("instagram");
        String stranger = service.issuer().token(unique("ws"));

        assertThat(get("/publishing/publishes/" + id).get("id").stringValue()).isEqualTo(id);
        assertThat(get("/publishing/publishes").get("items")).hasSize(1);
        HttpResponse<String> refused = service.get("/publishing/publishes/" + id, stranger);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(service.get("/publishing/publishes", stranger)).get("items"))
                .isEmpty();
        assertThat(json(service.get("/publishing/ledger?entityId=" + id, stranger))
                        .get("items"))
                .isEmpty();
    }

    @Test
    void pagesThroughPublishesNewestFirst() {
        String first = submitted("instagram");
        String second = submitted("tiktok");
        String third = submitted("tiktok");

        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/publishing/publishes?limit=2&cursor=" + cursor);
            page.get("items").forEach(item -> ids.add(item.get("id").stringValue()));
            cursor = page.get("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(ids).containsExactly(third, second, first);
        assertThat(get("/publishing/publishes?platform=tiktok").get("items")).hasSize(2);
        assertThat(get("/publishing/publishes?status=succeeded").get("items")).isEmpty();
    }

    @Test
    void filtersTheLedger() {
        String external = unique("external");
        String id = service.submit(workspace, unique("post"), "instagram", external, null);
        service.callback(unique("cb"), "instagram", external, """
                {"status": "failed"}""");
        service.callback(unique("cb"), "instagram", external, """
                {"status": "published"}""");
        eventually()
                .until(() ->
                        get("/publishing/ledger?entityId=" + id).get("items").size() == 3);

        JsonNode conflicts = get("/publishing/ledger?entityId=" + id + "&eventType=publish_conflict")
                .get("items");

        assertThat(conflicts).hasSize(1);
        assertThat(conflicts.get(0).get("severity").stringValue()).isEqualTo("warning");
        assertThat(conflicts.get(0).get("entityType").stringValue()).isEqualTo("publish_log");
        assertThat(conflicts.get(0).get("metadata").get("webhook_status").stringValue())
                .isEqualTo("published");
        JsonNode page = get("/publishing/ledger?limit=2");
        assertThat(page.get("items")).hasSize(2);
        assertThat(get("/publishing/ledger?limit=2&cursor="
                                + page.get("nextCursor").stringValue())
                        .get("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/publishing/publishes?status=unheard",
                "/publishing/publishes?platform=telegram",
                "/publishing/publishes?limit=0",
                "/publishing/publishes?limit=many",
                "/publishing/publishes?cursor=x",
                "/publishing/publishes?cursor=bm9uc2Vuc2U",
                "/publishing/publishes?postId=%00",
                "/publishing/ledger?cursor=bm9uc2Vuc2U",
                "/publishing/ledger?cursor=%25"
            })
    void saysWhatIsWrongWithAQuery(String path) {
        HttpResponse<String> response = service.get(path, token);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode error = json(response).get("errors").get(0);
        assertThat(path).contains(error.get("field").stringValue());
        assertThat(error.get("message").stringValue()).isNotBlank();
    }

    @Test
    void letsNobodyInWithoutAValidToken() {
        Instant soon = Instant.now().plus(Duration.ofHours(1));
        Instant past = Instant.now().minus(Duration.ofHours(1));

        assertRefused(401, null);
        assertRefused(401, "nonsense");
        assertRefused(401, TokenIssuer.start().token(workspace));
        assertRefused(401, service.issuer().token("somebody else", workspace, "publishes:read", soon));
        assertRefused(401, service.issuer().token("hookline", workspace, "publishes:read", past));
        assertRefused(401, service.issuer().token("hookline", "", "publishes:read", soon));
        assertRefused(403, service.issuer().token("hookline", workspace, "webhooks:read", soon));
    }

    @Test
    void answersOtherServicesWhetherAPostIsKnown() {
        String external = unique("external");
        String path = "/internal/publishes?platform=tiktok&externalPostId=" + external;
        assertThat(service.get(path, null).statusCode()).isEqualTo(401);
        assertThat(service.get(path, token).statusCode()).isEqualTo(401);
        assertThat(service.get(path, RunningService.INTERNAL_SECRET).statusCode())
                .isEqualTo(404);

        service.submit(workspace, unique("post"), "tiktok", external, null);

        eventually()
                .until(() -> service.get(path, RunningService.INTERNAL_SECRET).statusCode() == 204);
        assertThat(service.get(path.replace("tiktok", "youtube"), RunningService.INTERNAL_SECRET)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersNoOtherServiceWithoutASecret() {
        String path = "/internal/publishes?platform=tiktok&externalPostId=1";
        try (ConfigurableApplicationContext open =
                service.startInstance(Map.of("reconciliation.internal-secret", ""))) {
            assertThat(service.get(open, path, null).statusCode()).isEqualTo(404);
            assertThat(service.get(open, path, "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showsItsHealthAndItsMetricsToAnyone() {
        submitted("instagram");

        assertThat(service.get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(service.get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);
        assertThat(service.get("/actuator/prometheus", null).body())
                .contains(
                        "hookline_publishes_submitted_total",
                        "hookline_outbox_pending",
                        "hookline_outbox_relayed_total");
        assertThat(service.get("/actuator/env", null).statusCode()).isEqualTo(404);
    }

    private String submitted(String platform) {
        String id = service.submit(workspace, unique("post"), platform, unique("external"), null);
        eventually()
                .until(() -> service.get("/publishing/publishes/" + id, token).statusCode() == 200);
        return id;
    }

    private void assertRefused(int status, @Nullable String bearer) {
        HttpResponse<String> response = service.get("/publishing/publishes", bearer);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(response).get("detail").stringValue()).isNotBlank();
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = service.get(path, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
