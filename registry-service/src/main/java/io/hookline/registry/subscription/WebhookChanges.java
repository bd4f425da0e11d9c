package io.hookline.registry.subscription;

import io.hookline.registry.http.Rejected;
import io.hookline.registry.secret.Seal;
import io.hookline.registry.secret.Sealed;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a request makes of a subscription. */
@Component
final class WebhookChanges {
    /** Shown in place of a secret value, and taken back to mean that value. */
    static final String MASK = "********";

    private static final Settings NOTHING = Settings.of("", List.of());
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Seal seal;
    private final Secrets secrets;

    WebhookChanges(Seal seal, Secrets secrets) {
        this.seal = seal;
        this.secrets = secrets;
    }

    /** A new one, for which the request must have url and events. */
    Subscription create(
            WebhookRequest request, SubscriptionId id, WorkspaceId workspace, SealedSecret secret, Instant now) {
        Subscription created = Subscription.create(id, workspace, settings(request, id, NOTHING, now), secret, now);
        return switched(request, keyed(created), now);
    }

    Subscription apply(WebhookRequest request, Subscription current, Instant now) {
        Subscription changed = current.with(settings(request, current.id(), current.settings(), now), now);
        return switched(request, keyed(changed), now);
    }

    private Subscription keyed(Subscription subscription) {
        return subscription.keyed(() -> secrets.newKey(subscription.id()));
    }

    /** Paused or resumed, if the request says anything about it. */
    private static Subscription switched(WebhookRequest request, Subscription current, Instant now) {
        Boolean active = request.active().value();
        return active == null ? current : current.after(active ? Signal.RESUMED : Signal.PAUSED, now);
    }

    private Settings settings(WebhookRequest request, SubscriptionId id, Settings current, Instant now) {
        Settings changed = new Settings(
                Objects.requireNonNull(request.url().orElse(current.url())),
                Objects.requireNonNull(request.events().orElse(current.events())),
                request.filter().orElse(current.filter()),
                request.ordering().present() ? ordering(request.ordering().value()) : current.ordering(),
                request.signatures().present() ? signatures(request.signatures().value()) : current.signatures(),
                request.description().orElse(current.description()),
                request.metadata().present()
                        ? Objects.requireNonNullElse(request.metadata().value(), Map.of())
                        : current.metadata(),
                request.headers().present()
                        ? sealed(request.headers().value(), id, current.headers())
                        : current.headers(),
                request.rateLimit().orElse(current.rateLimit()),
                request.authentication().present()
                        ? authentication(request.authentication().value(), id, current.authentication())
                        : current.authentication(),
                request.clientCertificate().present()
                        ? certificate(request.clientCertificate().value(), id, now)
                        : current.clientCertificate());
        if (changed.authentication() != null && changed.headers().containsKey("Authorization")) {
            throw Rejected.field(
                    "authentication", "cannot be there together with a header Authorization; set one of them to null");
        }
        return changed;
    }

    private static Ordering ordering(@Nullable String text) {
        return text == null ? Ordering.NONE : Ordering.of(text);
    }

    private static Set<SignatureKind> signatures(@Nullable List<String> texts) {
        return texts == null
                ? Settings.DEFAULT_SIGNATURES
                : texts.stream().map(SignatureKind::of).collect(Collectors.toSet());
    }

    private @Nullable SealedAuthentication authentication(
            @Nullable Map<String, String> fields, SubscriptionId id, @Nullable SealedAuthentication current) {
        if (fields == null || (current != null && fields.equals(current.shown()))) {
            return fields == null ? null : current;
        }
        Map<String, String> clear = new LinkedHashMap<>(fields);
        clear.replaceAll((name, value) -> isMasked(name, value) ? kept(name, id, current) : value);
        Map<String, String> shown = new LinkedHashMap<>(fields);
        shown.replaceAll((name, value) -> AuthenticationRule.isSecret(name) ? MASK : value);
        return new SealedAuthentication(seal.seal(JSON.writeValueAsString(clear), id.value()), shown);
    }

    private static boolean isMasked(String name, String value) {
        return AuthenticationRule.isSecret(name) && value.equals(MASK);
    }

    private String kept(String name, SubscriptionId id, @Nullable SealedAuthentication current) {
        if (current == null || !current.shown().containsKey(name)) {
            throw noValueYet("authentication." + name);
        }
        return Objects.requireNonNull(
                JSON.readValue(seal.open(current.value(), id.value()), TEXTS).get(name));
    }

    private @Nullable SealedCertificate certificate(@Nullable String pem, SubscriptionId id, Instant now) {
        if (pem == null) {
            return null;
        }
        ClientCertificate certificate = ClientCertificate.parse(pem, now);
        return new SealedCertificate(seal.seal(pem, id.value()), certificate.subject(), certificate.notAfter());
    }

    private Map<String, Sealed> sealed(
            @Nullable Map<String, String> values, SubscriptionId id, Map<String, Sealed> current) {
        Map<String, Sealed> headers = new HashMap<>();
        if (values != null) {
            values.forEach((name, value) ->
                    headers.put(name, value.equals(MASK) ? kept(name, current) : seal.seal(value, id.value())));
        }
        return headers;
    }

    private static Sealed kept(String name, Map<String, Sealed> current) {
        Sealed value = current.get(name);
        if (value == null) {
            throw noValueYet("headers." + name);
        }
        return value;
    }

    private static Rejected noValueYet(String field) {
        return Rejected.field(field, "has no value yet that " + MASK + " could stand for");
    }
}
