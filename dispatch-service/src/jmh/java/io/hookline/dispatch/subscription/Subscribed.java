package io.hookline.dispatch.subscription;

import io.hookline.dispatch.signing.SigningSecret;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Subscriptions for benchmarks. */
public final class Subscribed {
    private Subscribed() {}

    /** All that a fan-out has to do with: those who asked for one type each, and those who asked for {@code shared.type}. */
    public static Subscriptions in(String workspace, int each, int shared) {
        Subscriptions subscriptions = new Subscriptions();
        for (int i = 0; i < each; i++) {
            subscriptions.put(subscription(i, workspace, List.of("custom.type_" + i)));
        }
        for (int i = 0; i < shared; i++) {
            subscriptions.put(subscription(each + i, workspace, List.of("shared.type")));
        }
        return subscriptions;
    }

    public static Subscription subscription(int number, String workspace, List<String> events) {
        return new Subscription(
                new SubscriptionId("wh_%032x".formatted(number)),
                new WorkspaceId(workspace),
                1,
                URI.create("https://customer.example/hooks/" + number),
                EventPatterns.of(events),
                true,
                new Credentials(
                        List.of(SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null)),
                        Map.of("Authorization", "Bearer 6f4922f45568161a8cdf4ad2299f6d23")),
                null,
                null);
    }
}
