package io.hookline.reconciliation.publish;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers whether a post is known. A worker may register a post a moment before its platform calls back, and the
 * registration still be on its way through Kafka; so a post that is not known is looked for again before that is said.
 */
final class PublishLookup {
    private static final int MORE_TRIES = 4;

    private final Publishes publishes;
    private final Duration pause;

    PublishLookup(Publishes publishes, Duration patience) {
        this.publishes = publishes;
        this.pause = patience.dividedBy(MORE_TRIES);
    }

    /** True as soon as it is known, false once patience has run out. */
    Mono<Boolean> isKnown(PostKey post) {
        Mono<Boolean> look = Mono.defer(() -> publishes.isKnown(post));
        Mono<Boolean> lookLater = Mono.delay(pause).then(look);
        return Flux.concat(look, lookLater.repeat(MORE_TRIES - 1))
                .takeUntil(known -> known)
                .last(false);
    }
}
