package io.hookline.registry.http;

import io.r2dbc.spi.R2dbcException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers every request that failed, on whatever path, with problem details. Goes before the framework's own handlers. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemHandler implements WebExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final JsonMapper json;

    ProblemHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(error)) {
            return Mono.error(error);
        }
        Problem problem = problemOf(error);
        response.setStatusCode(problem.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        problem.headers().forEach(response.getHeaders()::set);
        byte[] body = json.writeValueAsBytes(problem.body());
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Problem problemOf(Throwable error) {
        return switch (error) {
            case Rejected rejected -> rejected.problem();
            case DataBufferLimitException _ -> tooLarge();
            case ErrorResponse known -> problemOf(known);
            // The driver's own exceptions come from the pool, before Spring has a chance to translate them.
            case TransientDataAccessException _,
                    DataAccessResourceFailureException _,
                    CannotCreateTransactionException _,
                    R2dbcException _ -> databaseAway(error);
            default -> {
                log.atError().setCause(error).log("A request failed for a reason of our own");
                yield Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR, "This is our fault and has been logged; try again later.");
            }
        };
    }

    private static Problem problemOf(ErrorResponse known) {
        if (known instanceof Throwable thrown && thrown.getCause() instanceof DataBufferLimitException) {
            return tooLarge();
        }
        HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
        return Problem.of(
                status,
                switch (status) {
                    case NOT_FOUND -> "There is nothing under this path.";
                    case METHOD_NOT_ALLOWED -> "This path does not take that method; see Allow.";
                    default -> "The request was not understood: " + status.getReasonPhrase() + ".";
                });
    }

    private static Problem tooLarge() {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than any request needs to be.");
    }

    private static Problem databaseAway(Throwable error) {
        log.atWarn().addKeyValue("error", error.toString()).log("The database does not answer");
        return Problem.unavailable("The database does not answer at the moment; send the request again.");
    }
}
