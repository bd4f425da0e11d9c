package io.hookline.registry.delivery;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * One delivery with the body of its requests.
 *
 * @param payload JSON, byte for byte what is sent; null if it cannot be shown
 * @param payloadMissing why there is no payload: expired, unavailable or unreadable; null if there is one
 */
record DeliveryDetail(
        @JsonUnwrapped DeliveryView delivery,
        @JsonRawValue @Nullable String payload,
        @Nullable String payloadMissing) {}
