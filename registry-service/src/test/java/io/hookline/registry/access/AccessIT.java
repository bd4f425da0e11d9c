package io.hookline.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

final class AccessIT {
    private static final String ANYBODY = "anybody";
    private static final String ADMINISTRATOR = "administrator";
    private static final String READ = "webhooks:read";
    private static final String WRITE = "webhooks:write";

    /** Every route of the service and who may call it. */
    private static final Map<String, String> ROUTES = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /.well-known/jwks.json", ANYBODY),
            Map.entry("GET /api/v1/workspaces", ADMINISTRATOR),
            Map.entry("POST /api/v1/workspaces", ADMINISTRATOR),
            Map.entry("PATCH /api/v1/workspaces/{workspace}", ADMINISTRATOR),
            Map.entry("GET /api/v1/workspaces/{workspace}/tokens", ADMINISTRATOR),
            Map.entry("POST /api/v1/workspaces/{workspace}/tokens", ADMINISTRATOR),
            Map.entry("DELETE /api/v1/tokens/{id}", ADMINISTRATOR),
            Map.entry("GET /api/v1/webhooks/events", READ),
            Map.entry("POST /api/v1/webhooks/filter/test", READ),
            Map.entry("GET /api/v1/event-types", READ),
            Map.entry("POST /api/v1/event-types", WRITE),
            Map.entry("GET /api/v1/event-types/{type}", READ),
            Map.entry("PUT /api/v1/event-types/{type}", WRITE),
            Map.entry("DELETE /api/v1/event-types/{type}", WRITE),
            Map.entry("GET /api/v1/webhooks", READ),
            Map.entry("POST /api/v1/webhooks", WRITE),
            Map.entry("GET /api/v1/webhooks/{id}", READ),
            Map.entry("PATCH /api/v1/webhooks/{id}", WRITE),
            Map.entry("PUT /api/v1/webhooks/{id}", WRITE),
            Map.entry("DELETE /api/v1/webhooks/{id}", WRITE),
            Map.entry("POST /api/v1/webhooks/{id}/test", WRITE),
            Map.entry("POST /api/v1/webhooks/{id}/secret/rotate", WRITE),
            Map.entry("GET /api/v1/webhooks/{id}/deliveries", READ),
            Map.entry("GET /api/v1/webhooks/{id}/logs", READ),
            Map.entry("GET /api/v1/webhooks/{id}/deliveries/{deliveryId}", READ),
            Map.entry("POST /api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver", WRITE),
            Map.entry("POST /api/v1/webhooks/{id}/redeliveries", WRITE),
            Map.entry("GET /api/v1/webhooks/{id}/redeliveries", READ),
            Map.entry("GET /api/v1/webhooks/{id}/redeliveries/{redeliveryId}", READ),
            Map.entry("POST /api/v1/webhooks/{id}/redeliveries/{redeliveryId}/cancel", WRITE),
            Map.entry("POST /api/v1/webhooks/{id}/redeliveries/{redeliveryId}/pause", WRITE),
            Map.entry("POST /api/v1/webhooks/{id}/redeliveries/{redeliveryId}/resume", WRITE),
            Map.entry("GET /api/v1/webhooks/{id}/stats", READ)));

    private final RunningRegistry registry = RunningRegistry.shared();
    private final String workspace = registry.newWorkspace();

    @Test
    void hasARuleForEveryRoute() {
        TreeSet<String> routes = new TreeSet<>();
        registry.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapping.getPatternsCondition()
                                .getPatterns()
                                .forEach(pattern -> routes.add(method + " " + pattern))));

        assertThat(routes).containsExactlyElementsOf(ROUTES.keySet());
    }

    @Test
    void letsInWhoMayAndNobodyElse() {
        Map<String, String> tokens = Map.of(
                ADMINISTRATOR,
                RunningRegistry.ADMIN,
                READ,
                registry.token(workspace, READ),
                WRITE,
                registry.token(workspace, WRITE),
                "none of these",
                registry.token(workspace, "events:write", "publishes:read", "publishes:write"));

        ROUTES.forEach((route, who) -> tokens.forEach((bearer, token) -> {
            Answer answer = call(route, token);
            if (who.equals(ANYBODY) || who.equals(bearer)) {
                assertThat(answer.status()).as(route + " as " + bearer).isNotIn(401, 403);
            } else {
                assertThat(answer.status()).as(route + " as " + bearer).isEqualTo(403);
                assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            }
        }));
    }

    @Test
    void asksForATokenEverywhereElse() {
        ROUTES.forEach((route, who) -> {
            Answer answer = call(route, null);
            if (who.equals(ANYBODY)) {
                answer.expect(200);
            } else {
                assertThat(answer.expect(401).header("WWW-Authenticate")).startsWith("Bearer");
                assertThat(answer.text("title")).isEqualTo("Unauthorized");
                assertThat(answer.text("detail")).contains("Authorization: Bearer");
            }
        });
    }

    @Test
    void refusesTokensThatAreNone() {
        String good = registry.token(workspace);
        String forged = good.substring(0, good.length() - 8) + "AAAAAAAA";

        for (String token : List.of("x", "a.b.c", forged, "wrong-admin-token-of-the-tests")) {
            Answer answer = registry.get(token, "/api/v1/webhooks").expect(401);
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        }
        registry.get(good, "/api/v1/webhooks").expect(200);
    }

    @Test
    void deniesWhatItDoesNotKnow() {
        registry.get(null, "/").expect(401);
        registry.get(null, "/actuator/env").expect(401);
        registry.get(registry.token(workspace), "/actuator/env").expect(403);
        registry.get(RunningRegistry.ADMIN, "/anything").expect(403);
        registry.get(registry.token(workspace), "/api/v1/webhooks/wh_1/unknown").expect(404);
    }

    @Test
    void showsHealthToEverybody() {
        registry.get(null, "/actuator/health/liveness").expect(200);
        registry.get(null, "/actuator/health/readiness").expect(200);
        registry.get(null, "/actuator/prometheus").expect(200);
    }

    private Answer call(String route, @Nullable String token) {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replace("{workspace}", workspace)
                .replace("{id}", "wh_" + "0".repeat(32))
                .replace("{deliveryId}", "dlv_" + "0".repeat(32))
                .replace("{redeliveryId}", "rdl_" + "0".repeat(32))
                .replace("{type}", "order.shipped");
        return registry.send(parts[0], token, path, null);
    }
}
