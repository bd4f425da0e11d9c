package io.hookline.registry.delivery;

import java.util.List;
import reactor.core.publisher.Mono;

/** The record of all attempts. */
interface AttemptLog {
    /** Records what is not recorded yet, all or nothing; answers how many attempts were new. */
    Mono<Integer> record(List<Attempt> attempts);
}
