package io.hookline.reconciliation.security;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers that are given before a request reaches its endpoint, as RFC 9457 problem details. */
final class Problems {
    private static final String SECONDS_TO_WAIT = "5";

    private record Problem(String title, int status, String detail) {}

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    Mono<Void> unauthorized(ServerHttpResponse response, String detail) {
        response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return write(response, HttpStatus.UNAUTHORIZED, detail);
    }

    Mono<Void> forbidden(ServerHttpResponse response, String detail) {
        return write(response, HttpStatus.FORBIDDEN, detail);
    }

    Mono<Void> notFound(ServerHttpResponse response, String detail) {
        return write(response, HttpStatus.NOT_FOUND, detail);
    }

    Mono<Void> unavailable(ServerHttpResponse response, String detail) {
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT);
        return write(response, HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    private Mono<Void> write(ServerHttpResponse response, HttpStatus status, String detail) {
        String body = json.writeValueAsString(new Problem(status.getReasonPhrase(), status.value(), detail));
        DataBuffer buffer = response.bufferFactory().wrap(body.getBytes(StandardCharsets.UTF_8));
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(Mono.just(buffer));
    }
}
