package io.hookline.client.emit;

import io.hookline.client.emit.IngestAnswer.NotNow;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/events}: one event as an object, several as an array. For one thread. */
final class HttpIngest implements Ingest {
    private final HttpClient client;
    private final URI events;
    private final Function<@Nullable String, String> tokens;
    private final Duration timeout;
    private final AnswerReader reader;

    HttpIngest(
            HttpClient client,
            URI events,
            Function<@Nullable String, String> tokens,
            Duration timeout,
            AnswerReader reader) {
        this.client = client;
        this.events = events;
        this.tokens = tokens;
        this.timeout = timeout;
        this.reader = reader;
    }

    @Override
    public IngestAnswer post(@Nullable String workspaceId, List<Pending> batch) throws InterruptedException {
        HttpRequest request;
        try {
            request = request(workspaceId, body(batch));
        } catch (RuntimeException e) {
            // Its message may quote the token.
            return new NotNow("There is no usable token: " + e.getClass().getSimpleName(), null);
        }
        return send(request, batch.size());
    }

    /** Bounds the whole exchange, since the time-out of a request ends with the head of its answer. */
    private IngestAnswer send(HttpRequest request, int events) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return reader.read(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").orElse(null),
                    response.body(),
                    events);
        } catch (ExecutionException e) {
            return new NotNow("No answer: " + e.getCause(), null);
        } catch (TimeoutException e) {
            return new NotNow("No answer in " + timeout, null);
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest request(@Nullable String workspaceId, byte[] body) {
        return HttpRequest.newBuilder(events)
                .header("Content-Type", "application/json")
                .header("User-Agent", "hookline-client")
                .header("Authorization", "Bearer " + tokens.apply(workspaceId))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static byte[] body(List<Pending> batch) {
        if (batch.size() == 1) {
            return batch.get(0).json();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        char separator = '[';
        for (Pending pending : batch) {
            body.write(separator);
            body.writeBytes(pending.json());
            separator = ',';
        }
        body.write(']');
        return body.toByteArray();
    }
}
