package io.hookline.ingest.http;

import io.hookline.ingest.IngestProperties;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Reads a JSON request body as the bytes that arrived, never more of them than allowed, whatever Content-Length says.
 * Encoded bodies are refused rather than inflated: the limit would not hold, and signatures are over what was sent.
 */
@Component
public final class BodyReader {
    private final EventLoops loops;
    private final int limit;
    private final Duration timeout;
    private final AtomicLong room;

    BodyReader(EventLoops loops, IngestProperties properties) {
        this.loops = loops;
        this.limit = Math.toIntExact(properties.maxBody().toBytes());
        this.timeout = properties.bodyTimeout();
        this.room = new AtomicLong(properties.bodyMemory().toBytes());
    }

    /** The body, at least one byte; ends with {@link Rejected} otherwise. */
    public Mono<byte[]> read(ServerRequest request) {
        return read(request, limit);
    }

    /** The same with another limit. */
    public Mono<byte[]> read(ServerRequest request, int limit) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        checkEncoding(headers);
        checkType(headers);
        if (headers.getContentLength() > limit) {
            return Mono.error(ArrivingBody.tooLarge(limit));
        }
        return Mono.create(whole -> {
            ArrivingBody body = new ArrivingBody(whole, limit, room);
            // Mono's own timeout describes at length, for each request, what it would be that timed out.
            Disposable alarm =
                    loops.current().schedule(() -> whole.error(tooSlow()), timeout.toMillis(), TimeUnit.MILLISECONDS);
            whole.onDispose(Disposables.composite(alarm, body));
            request.exchange().getRequest().getBody().subscribe(body);
        });
    }

    /** Ends a request whose body turned out to be of a kind that has a lower limit. */
    public void checkSize(byte[] body) {
        if (body.length > limit) {
            throw ArrivingBody.tooLarge(limit);
        }
    }

    private static void checkEncoding(HttpHeaders headers) {
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        if (!encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
            throw unsupported("Send the body without Content-Encoding.");
        }
    }

    private static void checkType(HttpHeaders headers) {
        MediaType type;
        try {
            type = headers.getContentType();
        } catch (InvalidMediaTypeException e) {
            throw unsupported("The Content-Type cannot be read; send application/json.");
        }
        if (type == null || !MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)) {
            throw unsupported("Send the body as Content-Type: application/json.");
        }
        Charset charset = type.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw unsupported("JSON is UTF-8; send no other charset.");
        }
    }

    private static Rejected unsupported(String detail) {
        return new Rejected(Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail)
                .with(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE));
    }

    private Rejected tooSlow() {
        return new Rejected(Problem.of(
                HttpStatus.REQUEST_TIMEOUT, "The body did not arrive within " + timeout.toSeconds() + " seconds."));
    }
}
