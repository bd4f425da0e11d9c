package io.hookline.reconciliation.publish;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** All publishes. Every method is part of the caller's transaction, and what it locks stays locked until that ends. */
public interface PublishLog {

    /** Adds publishes, unless they are known, which changes nothing. Gives the ids of those that are new. */
    Mono<Set<String>> register(Collection<Publish> publishes);

    /** Locks and gives all publishes of these posts, in whatever workspace. */
    Mono<List<Publish>> lock(Collection<PostKey> posts);

    /** Locks and gives pending publishes whose deadline has passed, leaving out those that somebody else has locked. */
    Mono<List<Publish>> lockDue(Instant now, int limit);

    /** Stores what happened, in this order: publishes as they are now, the ledger's lines, and what customers are told. */
    Mono<Void> settle(List<Transition> transitions);
}
