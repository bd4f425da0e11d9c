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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How a subscription is kept in a row. */
final class SubscriptionRow {
    static final String COLUMNS = """
            id, workspace_id, version, url, events, filter, ordering, signatures, description, \
            metadata::text as metadata, headers::text as headers, rate_limit, authentication::text as authentication, \
            client_certificate::text as client_certificate, status, status_reason, status_since, \
            secrets::text as secrets, signing_keys::text as signing_keys, created_at, updated_at""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private record StoredSecret(String base64, @Nullable Instant expiresAt) {}

    private record StoredKey(String base64, @Nullable Instant expiresAt, String publicKey) {}

    private record StoredAuthentication(String base64, Map<String, String> shown) {}

    private record StoredCertificate(String base64, String subject, Instant notAfter) {}

    private SubscriptionRow() {}

    static Subscription read(Readable row) {
        return new Subscription(
                new SubscriptionId(row.get("id", String.class)),
                new WorkspaceId(row.get("workspace_id", String.class)),
                row.get("version", Long.class),
                new Settings(
                        row.get("url", String.class),
                        List.of(row.get("events", String[].class)),
                        row.get("filter", String.class),
                        Ordering.of(row.get("ordering", String.class)),
                        signatures(row.get("signatures", String[].class)),
                        row.get("description", String.class),
                        JSON.readValue(row.get("metadata", String.class), TEXTS),
                        headers(row.get("headers", String.class)),
                        row.get("rate_limit", Integer.class),
                        authentication(row.get("authentication", String.class)),
                        certificate(row.get("client_certificate", String.class))),
                SubscriptionStatus.of(row.get("status", String.class)),
                row.get("status_reason", String.class),
                row.get("status_since", Instant.class),
                secrets(row.get("secrets", String.class)),
                keys(row.get("signing_keys", String.class)),
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
                .bind("filter", nullable(String.class, settings.filter()))
                .bind("ordering", settings.ordering().text())
                .bind(
                        "signatures",
                        settings.signatures().stream().map(SignatureKind::text).toArray(String[]::new))
                .bind("metadata", JSON.writeValueAsString(settings.metadata()))
                .bind("authentication", nullable(String.class, json(settings.authentication())))
                .bind("clientCertificate", nullable(String.class, json(settings.clientCertificate())))
                .bind("description", nullable(String.class, settings.description()))
                .bind("headers", json(settings.headers()))
                .bind("rateLimit", nullable(Integer.class, settings.rateLimit()))
                .bind("status", subscription.status().text())
                .bind("statusReason", nullable(String.class, subscription.statusReason()))
                .bind("statusSince", subscription.statusSince())
                .bind("secrets", json(subscription.secrets()))
                .bind("signingKeys", keysJson(subscription.signingKeys()))
                .bind("createdAt", subscription.createdAt())
                .bind("updatedAt", subscription.updatedAt());
    }

    private static Object nullable(Class<?> type, @Nullable Object value) {
        return value == null ? Parameters.in(type) : value;
    }

    private static Map<String, Sealed> headers(String json) {
        Map<String, Sealed> headers = new LinkedHashMap<>();
        JSON.readValue(json, TEXTS).forEach((name, base64) -> headers.put(name, new Sealed(base64)));
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

    private static Set<SignatureKind> signatures(String[] texts) {
        return Arrays.stream(texts).map(SignatureKind::of).collect(Collectors.toSet());
    }

    private static List<SealedKey> keys(String json) {
        return Arrays.stream(JSON.readValue(json, StoredKey[].class))
                .map(stored -> new SealedKey(
                        new SealedSecret(new Sealed(stored.base64()), stored.expiresAt()), stored.publicKey()))
                .toList();
    }

    private static String keysJson(List<SealedKey> keys) {
        return JSON.writeValueAsString(keys.stream()
                .map(key -> new StoredKey(
                        key.privateKey().value().base64(), key.privateKey().expiresAt(), key.publicKey()))
                .toList());
    }

    private static @Nullable SealedAuthentication authentication(@Nullable String json) {
        if (json == null) {
            return null;
        }
        StoredAuthentication stored = JSON.readValue(json, StoredAuthentication.class);
        return new SealedAuthentication(new Sealed(stored.base64()), stored.shown());
    }

    private static @Nullable String json(@Nullable SealedAuthentication authentication) {
        return authentication == null
                ? null
                : JSON.writeValueAsString(
                        new StoredAuthentication(authentication.value().base64(), authentication.shown()));
    }

    private static @Nullable SealedCertificate certificate(@Nullable String json) {
        if (json == null) {
            return null;
        }
        StoredCertificate stored = JSON.readValue(json, StoredCertificate.class);
        return new SealedCertificate(new Sealed(stored.base64()), stored.subject(), stored.notAfter());
    }

    private static @Nullable String json(@Nullable SealedCertificate certificate) {
        return certificate == null
                ? null
                : JSON.writeValueAsString(new StoredCertificate(
                        certificate.value().base64(), certificate.subject(), certificate.notAfter()));
    }

    private static String json(List<SealedSecret> secrets) {
        return JSON.writeValueAsString(secrets.stream()
                .map(secret -> new StoredSecret(secret.value().base64(), secret.expiresAt()))
                .toList());
    }
}
