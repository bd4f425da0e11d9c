package io.hookline.ingest.platform;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.hookline.ingest.IngestProperties;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Asks reconciliation-service whether a post's publish is known. The callback is on Kafka by then, so no answer is as good as
 * any: the result never errors, takes no longer than configured, and a service that is down is left alone by the breaker.
 */
@Component
final class PublishLookup {
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(50)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    private final HttpClient http;
    private final URI url;
    private final Duration timeout;
    private final boolean enabled;
    private final CircuitBreaker breaker = CircuitBreaker.of("publish-lookup", BREAKER);

    PublishLookup(HttpClient http, IngestProperties properties) {
        this.http = http.headers(
                headers -> headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + properties.internalSecret()));
        this.url = properties.reconciliationUrl().resolve("/internal/publishes");
        this.timeout = properties.lookupTimeout();
        this.enabled = !properties.internalSecret().isBlank();
    }

    /** What came of asking. */
    enum Answer {
        KNOWN,
        UNKNOWN,
        /** Not asked, too late, or not understood. */
        NONE
    }

    Mono<Answer> ask(Platform platform, String externalPostId) {
        if (!enabled) {
            return Mono.just(Answer.NONE);
        }
        return http.get()
                .uri(question(platform, externalPostId))
                .responseSingle((response, body) -> Mono.just(response.status().code()))
                .timeout(timeout)
                .flatMap(PublishLookup::answer)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorReturn(Answer.NONE);
    }

    private static Mono<Answer> answer(int status) {
        return switch (status) {
            case 204 -> Mono.just(Answer.KNOWN);
            case 404 -> Mono.just(Answer.UNKNOWN);
            default -> Mono.error(new IllegalStateException("HTTP " + status));
        };
    }

    private URI question(Platform platform, String externalPostId) {
        return UriComponentsBuilder.fromUri(url)
                .queryParam("platform", "{platform}")
                .queryParam("externalPostId", "{id}")
                .encode()
                .buildAndExpand(platform.wireName(), externalPostId)
                .toUri();
    }
}
