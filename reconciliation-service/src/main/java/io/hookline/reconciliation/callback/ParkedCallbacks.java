package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.PostKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** Callbacks that came before their publish. Platforms are at times faster than the worker that says what it submitted. */
interface ParkedCallbacks {

    /** Keeps callbacks, in this order, in the current transaction. One that is kept already stays where it is. */
    Mono<Void> park(List<Callback> callbacks);

    /** Removes the callbacks of these posts in the current transaction, and gives them in the order in which they arrived. */
    Mono<List<Callback>> take(Collection<PostKey> posts);

    /** Drops those that were parked before that time, and says how many. */
    Mono<Long> dropParkedBefore(Instant time);
}
