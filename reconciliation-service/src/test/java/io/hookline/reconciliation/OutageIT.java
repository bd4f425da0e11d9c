package io.hookline.reconciliation;

import static io.hookline.reconciliation.RunningService.eventually;
import static io.hookline.reconciliation.RunningService.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.parts.Database;
import io.hookline.parts.Parts;
import io.hookline.reconciliation.callback.Backlog;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

final class OutageIT {
    private final RunningService service = RunningService.shared();
    private final String workspace = unique("ws");
    private final String external = unique("external");

    @Test
    void catchesUpAfterItsRegistryAndItsDatabaseWereAway() throws IOException {
        Database.Address address = Parts.database("outage");
        URI registryUrl = Parts.schemaRegistry().url();
        try (Gate registry = Gate.to(registryUrl.getHost(), registryUrl.getPort(), false);
                Gate database = Gate.to(address.host(), address.port(), true);
                ConfigurableApplicationContext instance = service.startInstance(Map.of(
                        // A group and a database of its own: an instance beside the others, which have no outage.
                        "spring.kafka.consumer.group-id", unique("outage"),
                        "spring.kafka.consumer.auto-offset-reset", "latest",
                        "reconciliation.schema-registry-url", "http://localhost:" + registry.port(),
                        "hookline.database.port", database.port(),
                        "hookline.database.name", address.name()))) {
            Backlog backlog = instance.getBean(Backlog.class);
            eventually().until(() -> !backlog.isBehind());
            String id = service.submit(workspace, unique("post"), "instagram", external, null);
            assertThat(status(instance, id)).isEqualTo(404);

            registry.open();

            eventually().until(() -> status(instance, id) == 200);

            database.shut();
            service.callback(unique("cb"), "instagram", external, """
                    {"status": "published"}""");
            eventually().until(() -> status(instance, id) == 503);
            database.open();

            eventually().until(() -> status(instance, id) == 200);
            eventually().until(() -> "succeeded".equals(publishStatus(instance, id)));
        }
    }

    private int status(ConfigurableApplicationContext instance, String id) {
        return service.get(
                        instance,
                        "/publishing/publishes/" + id,
                        service.issuer().token(workspace))
                .statusCode();
    }

    private String publishStatus(ConfigurableApplicationContext instance, String id) {
        String body = service.get(
                        instance,
                        "/publishing/publishes/" + id,
                        service.issuer().token(workspace))
                .body();
        return JsonMapper.shared().readTree(body).path("status").asString();
    }
}
