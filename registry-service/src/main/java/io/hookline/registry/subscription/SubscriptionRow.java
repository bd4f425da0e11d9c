package io.hookline.registry.subscription;

import io.hookline.registry.secret.Sealed;
import io.hookline.registry.workspace.WorkspaceId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How a subscription is kept in a row. */
final class SubscriptionRow {
    static final String COLUMNS = """
            id, workspace_id, version, url, events, description, headers::text as headers, rate_limit, \
            status, status_reason, status_since, secrets::text as secrets, created_at, updated_at""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private record StoredSecret(String base64, @Nullable Instant expiresAt) {}

    private SubscriptionRow() {}

    static Subscription read(Readable row) {
        return new Subscription(
                new SubscriptionId(row.get("id", String.class)),
                new WorkspaceId(row.get("workspace_id", String.class)),
                row.get("version", Long.class),
                new Settings(
                        row.get("url", String.class),
                        List.of(row.get("events", String[].class)),
                        row.get("description", String.class),
                        headers(row.get("headers", String.class)),
                        row.get("rate_limit", Integer.class)),
                SubscriptionStatus.of(row.get("status", String.class)),
                row.get("status_reason", String.class),
                row.get("status_since", Instant.class),
                secrets(row.get("secrets", String.class)),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    /** Binds everything under the names of the columns in camel case. */
    static GenericExecuteSpec bind(GenericExecuteSpec statement, Subscription subscription) {
        Settings settings = subscription.settings();
        return statement
                .bind("id", subscription.id().value())
                .bind("workspace", subscription.workspace().value())
                .bind("version", subscription.version())
                .bind("url", settings.url())
                .bind("events", settings.events().toArray(String[]::new))
                .bind("description", nullable(String.class, settings.description()))
                .bind("headers", json(settings.headers()))
                .bind("rateLimit", nullable(Integer.class, settings.rateLimit()))
                .bind("status", subscription.status().text())
                .bind("statusReason", nullable(String.class, subscription.statusReason()))
                .bind("statusSince", subscription.statusSince())
                .bind("secrets", json(subscription.secrets()))
                .bind("createdAt", subscription.createdAt())
                .bind("updatedAt", subscription.updatedAt());
    }

    private static Object nullable(Class<?> type, @Nullable Object value) {
        return value == null ? Parameters.in(type) : value;
    }

    private static Map<String, Sealed> headers(String json) {
        Map<String, Sealed> headers = new LinkedHashMap<>();
        JSON.readValue(json, HEADERS).forEach((name, base64) -> headers.put(name, new Sealed(base64)));
        return headers;
    }

    private static String json(Map<String, Sealed> headers) {
        Map<String, String> stored = new LinkedHashMap<>();
        headers.forEach((name, value) -> stored.put(name, value.base64()));
        return JSON.writeValueAsString(stored);
    }

    private static List<SealedSecret> secrets(String json) {
        return Arrays.stream(JSON.readValue(json, StoredSecret[].class))
                .map(stored -> new SealedSecret(new Sealed(stored.base64()), stored.expiresAt()))
                .toList();
    }

    private static String json(List<SealedSecret> secrets) {
        return JSON.writeValueAsString(secrets.stream()
                .map(secret -> new StoredSecret(secret.value().base64(), secret.expiresAt()))
                .toList());
    }
}
