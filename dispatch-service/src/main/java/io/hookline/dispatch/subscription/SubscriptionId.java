package io.hookline.dispatch.subscription;

/** Names a subscription, for instance {@code wh_1f…}. */
public record SubscriptionId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
