package io.hookline.client.worker;

import io.hookline.client.webhook.BodySignature;
import io.hookline.client.worker.Transport.Answer.NotNow;
import io.hookline.client.worker.Transport.Answer.Refused;
import io.hookline.client.worker.Transport.Answer.Taken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts callbacks to one address, signed if there is a secret. Follows no redirects, and reads nothing of the answer
 * but its head.
 */
final class HttpTransport implements Transport {
    private static final int SUCCESS = 200;
    private static final int REDIRECTION = 300;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final HttpClient client;
    private final URI address;
    private final @Nullable String secret;
    private final Duration timeout;

    HttpTransport(HttpClient client, URI address, @Nullable String secret, Duration timeout) {
        this.client = client;
        this.address = address;
        this.secret = secret;
        this.timeout = timeout;
    }

    @Override
    public CompletableFuture<Answer> post(Callback callback) {
        CompletableFuture<HttpResponse<Void>> exchange;
        try {
            exchange = client.sendAsync(request(callback), BodyHandlers.discarding());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(
                    new Refused("It cannot be sent: " + e.getClass().getSimpleName()));
        }
        // Bounds the whole exchange; the client's own time-out ends with the head of the answer.
        return exchange.copy()
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .handle((response, error) -> {
                    exchange.cancel(true);
                    return error == null ? answer(response) : new NotNow("No answer: " + error, null);
                });
    }

    private HttpRequest request(Callback callback) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("User-Agent", "hookline-client")
                .header("webhook-id", callback.id())
                .POST(BodyPublishers.ofByteArray(callback.body()));
        if (secret != null) {
            request.header(BodySignature.HEADER, BodySignature.of(secret, callback.body()));
        }
        return request.build();
    }

    private static Answer answer(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status >= SUCCESS && status < REDIRECTION) {
            return new Taken(status);
        }
        String detail = "The receiver answered " + status;
        boolean maySucceedLater = status >= SERVER_ERRORS
                || status == REQUEST_TIMEOUT
                || status == TOO_EARLY
                || status == TOO_MANY_REQUESTS;
        return maySucceedLater ? new NotNow(detail, retryAfter(response)) : new Refused(detail);
    }

    private static @Nullable Duration retryAfter(HttpResponse<Void> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }
}
