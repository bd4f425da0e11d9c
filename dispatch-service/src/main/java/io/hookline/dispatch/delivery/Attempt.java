package io.hookline.dispatch.delivery;

import io.hookline.dispatch.endpoint.Endpoint;
import io.hookline.dispatch.subscription.Subscription;

/** A delivery that is to be attempted, with what is known of its receiver. */
record Attempt(Delivery delivery, Subscription subscription, Endpoint endpoint) {}
