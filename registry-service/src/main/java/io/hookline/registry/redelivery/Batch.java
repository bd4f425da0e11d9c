package io.hookline.registry.redelivery;

import java.util.List;

/**
 * A part of a redelivery.
 *
 * @param skipped how many deliveries of this part are not to be made
 * @param next where to go on
 * @param last whether nothing is left behind it
 */
record Batch(List<DeliveryRequest> requests, long skipped, RedeliveryPlace next, boolean last) {
    Batch {
        requests = List.copyOf(requests);
    }
}
