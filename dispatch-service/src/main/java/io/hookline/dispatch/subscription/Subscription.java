package io.hookline.dispatch.subscription;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A customer's wish to have events posted somewhere.
 *
 * @param version rises with each change
 * @param active whether it is delivered to; a paused or disabled one is known, but not matched
 * @param credentials null if they could not be opened: nothing is sent then, least of all unsigned
 * @param rateLimit most attempts in a second; null: as many as there are
 * @param filter which events of those types it receives; null: all
 */
public record Subscription(
        SubscriptionId id,
        WorkspaceId workspace,
        long version,
        URI url,
        EventPatterns events,
        boolean active,
        @Nullable Credentials credentials,
        @Nullable Integer rateLimit,
        @Nullable EventFilter filter) {}
