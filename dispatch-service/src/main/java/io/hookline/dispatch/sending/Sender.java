package io.hookline.dispatch.sending;

import reactor.core.publisher.Mono;

/** Sends requests. */
@FunctionalInterface
public interface Sender {

    /** Sends it once; the result always is an exchange, never an error, and comes within the sender's time limit. */
    Mono<Exchange> send(SignedRequest request);
}
