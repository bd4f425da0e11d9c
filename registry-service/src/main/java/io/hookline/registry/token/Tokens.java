package io.hookline.registry.token;

import io.hookline.registry.workspace.WorkspaceId;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tokens that were issued. */
interface Tokens {
    /** False if there is no such workspace. */
    Mono<Boolean> add(Token token);

    /** Newest first. */
    Flux<Token> of(WorkspaceId workspace);

    /** False if there is no such token; revoking twice changes nothing. */
    Mono<Boolean> revoke(String id, Instant at);

    /** Whether it was issued here and has not been revoked; its expiry is the token's own matter. */
    Mono<Boolean> isGood(String id);
}
