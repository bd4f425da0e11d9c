package io.hookline.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Counts how requests ended, by route: the metric {@code hookline.ingest.requests}. */
@Component
final class RequestCount {
    private static final String NAME = "hookline.ingest.requests";

    private final MeterRegistry meters;

    RequestCount(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The values of the tag {@code outcome}, in lower case. */
    private enum Outcome {
        /** On Kafka, and answered with 2xx. */
        ACCEPTED,
        /** On Kafka, and answered with 404, since no such publish is known yet. */
        UNMATCHED,
        /** 401 or 403. */
        REFUSED,
        /** Any other 4xx. */
        INVALID,
        /** 503: Kafka, the schema registry or the issuer's keys are out of reach. */
        UNAVAILABLE,
        /** A fault of our own. */
        FAILED;

        static Outcome of(Throwable error) {
            if (!(error instanceof Rejected rejected)) {
                return FAILED;
            }
            HttpStatus status = rejected.problem().status();
            return switch (status) {
                case UNAUTHORIZED, FORBIDDEN -> REFUSED;
                case SERVICE_UNAVAILABLE -> UNAVAILABLE;
                default -> status.is4xxClientError() ? INVALID : FAILED;
            };
        }
    }

    /** A filter that counts the requests of one route. */
    HandlerFilterFunction<ServerResponse, ServerResponse> of(String route) {
        Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counters.put(outcome, counter(route, outcome));
        }
        return (request, next) -> Mono.defer(() -> next.handle(request))
                .doOnNext(response -> increment(
                        counters, response.statusCode().is2xxSuccessful() ? Outcome.ACCEPTED : Outcome.UNMATCHED))
                .doOnError(error -> increment(counters, Outcome.of(error)));
    }

    private static void increment(Map<Outcome, Counter> counters, Outcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    private Counter counter(String route, Outcome outcome) {
        return Counter.builder(NAME)
                .description("Requests by route and how they ended")
                .tag("route", route)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
