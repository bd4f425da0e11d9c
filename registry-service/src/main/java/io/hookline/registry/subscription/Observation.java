package io.hookline.registry.subscription;

import java.time.Instant;

/**
 * Something that deliveries showed about an endpoint.
 *
 * @param at when the attempt began that showed it
 */
public record Observation(SubscriptionId subscription, Signal signal, Instant at) {}
