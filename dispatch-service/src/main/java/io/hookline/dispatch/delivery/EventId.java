package io.hookline.dispatch.delivery;

/** Names an event; customers see it as {@code webhook-id}, the same in every attempt and redelivery. */
public record EventId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
