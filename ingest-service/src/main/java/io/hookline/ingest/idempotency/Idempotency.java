package io.hookline.ingest.idempotency;

import io.hookline.ingest.http.Answer;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * Carries out a request once, however often it is sent with its key, on whatever instances: it is answered again from what is
 * kept. Not kept are errors, and answers that ask to send something again. Where an instance dies between Kafka and the answer,
 * the request is carried out again with the same ids. Without the database, requests with a key end with 503. Thread-safe.
 */
public final class Idempotency {
    private static final Logger log = LoggerFactory.getLogger(Idempotency.class);
    private static final String METRIC = "hookline.ingest.idempotency";
    private static final String REPLAYED = "Idempotency-Replayed";
    /** Requests are answered within milliseconds; one that takes longer is asked for again, no harm done. */
    private static final String SOON = "1";

    private final Claims claims;
    private final Duration timeout;
    private final MeterRegistry meters;

    /**
     * Idempotency by these claims.
     *
     * @param timeout how long the database may take for each step
     */
    Idempotency(Claims claims, Duration timeout, MeterRegistry meters) {
        this.claims = claims;
        this.timeout = timeout;
        this.meters = meters;
    }

    /** The answer of the work, which is done unless it has been done before. */
    public Mono<Answer> once(KeyedRequest request, Supplier<Mono<Answer>> work) {
        return claims.claim(request)
                .timeout(timeout)
                .onErrorMap(this::unavailable)
                .flatMap(claim -> switch (claim) {
                    // Carried out to the end even if the client hangs up, or the key would be held until the lease is
                    // over.
                    case Claim.Granted(UUID lease) ->
                        Mono.fromFuture(carryOut(request, lease, work).toFuture(), true);
                    case Claim.Answered(Answer answer) -> replay(answer);
                    case Claim.InProgress() -> refuse("in_progress", inProgress());
                    case Claim.Taken() -> refuse("taken", taken());
                });
    }

    private Mono<Answer> carryOut(KeyedRequest request, UUID lease, Supplier<Mono<Answer>> work) {
        count("carried_out");
        return Mono.defer(work)
                .onErrorResume(error -> end(claims.release(request, lease)).then(Mono.error(error)))
                .flatMap(answer -> end(answer.isFinal()
                                ? claims.keep(request, lease, answer)
                                : claims.release(request, lease))
                        .thenReturn(answer));
    }

    /** Whatever becomes of it, the client has its answer: the key is free again when the lease is over. */
    private Mono<Void> end(Mono<Void> step) {
        return step.timeout(timeout).onErrorResume(error -> {
            report(error);
            return Mono.empty();
        });
    }

    private Mono<Answer> replay(Answer answer) {
        count("replayed");
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(REPLAYED, "true");
        return Mono.just(new Answer(answer.status(), answer.json(), headers));
    }

    private Mono<Answer> refuse(String result, Problem problem) {
        count(result);
        return Mono.error(new Rejected(problem));
    }

    private static Problem inProgress() {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "A request with this Idempotency-Key is being answered; send it again to have its answer.")
                .with(HttpHeaders.RETRY_AFTER, SOON);
    }

    private static Problem taken() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "This Idempotency-Key has been used for a request with another body; use a new one for each request.");
    }

    private Throwable unavailable(Throwable error) {
        count("unavailable");
        if (error instanceof Rejected) {
            return error;
        }
        report(error);
        return new Rejected(
                Problem.unavailable(
                        "Whether this request has been sent before cannot be told at the moment; send it again, with the same Idempotency-Key."));
    }

    private void count(String result) {
        meters.counter(METRIC, "result", result).increment();
    }

    private static void report(Throwable error) {
        log.atWarn()
                .addKeyValue("error", error.getClass().getSimpleName())
                .addKeyValue("reason", error.getMessage())
                .log("The database of idempotency keys does not answer");
    }
}
