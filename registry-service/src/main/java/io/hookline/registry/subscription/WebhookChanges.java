package io.hookline.registry.subscription;

import io.hookline.registry.http.Rejected;
import io.hookline.registry.secret.Seal;
import io.hookline.registry.secret.Sealed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a request makes of a subscription. */
@Component
final class WebhookChanges {
    /** Shown in place of a header's value, and taken back to mean that value. */
    static final String MASK = "********";

    private static final Settings NOTHING = new Settings("", List.of(), null, Map.of(), null);

    private final Seal seal;

    WebhookChanges(Seal seal) {
        this.seal = seal;
    }

    /** The settings of a new one, for which the request must have url and events. */
    Settings settings(WebhookRequest request, SubscriptionId id) {
        return settings(request, id, NOTHING);
    }

    Subscription apply(WebhookRequest request, Subscription current, Instant now) {
        Subscription changed = current.with(settings(request, current.id(), current.settings()), now);
        return switched(request, changed, now);
    }

    /** Paused or resumed, if the request says anything about it. */
    Subscription switched(WebhookRequest request, Subscription current, Instant now) {
        Boolean active = request.active().value();
        return active == null ? current : current.after(active ? Signal.RESUMED : Signal.PAUSED, now);
    }

    private Settings settings(WebhookRequest request, SubscriptionId id, Settings current) {
        return new Settings(
                Objects.requireNonNull(request.url().orElse(current.url())),
                Objects.requireNonNull(request.events().orElse(current.events())),
                request.description().orElse(current.description()),
                request.headers().present()
                        ? sealed(request.headers().value(), id, current.headers())
                        : current.headers(),
                request.rateLimit().orElse(current.rateLimit()));
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
            throw Rejected.field("headers." + name, "has no value yet that " + MASK + " could stand for");
        }
        return value;
    }
}
