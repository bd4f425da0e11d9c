package io.hookline.ingest.http;

import io.hookline.ingest.IngestProperties;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Reads a JSON request body as the bytes that arrived, never more of them than allowed, whatever Content-Length says.
 * Encoded bodies are refused rather than inflated: the limit would not hold, and signatures are over what was sent.
 */
@Component
public final class BodyReader {
    private final int limit;
    private final Duration timeout;

    BodyReader(IngestProperties properties) {
        this.limit = Math.toIntExact(properties.maxBody().toBytes());
        this.timeout = properties.bodyTimeout();
    }

    /** The body, at least one byte; ends with {@link Rejected} otherwise. */
    public Mono<byte[]> read(ServerRequest request) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        checkEncoding(headers);
        checkType(headers);
        if (headers.getContentLength() > limit) {
            return Mono.error(tooLarge());
        }
        return DataBufferUtils.join(request.exchange().getRequest().getBody(), limit)
                .map(BodyReader::bytes)
                .filter(bytes -> bytes.length > 0)
                .switchIfEmpty(
                        Mono.error(() -> new Rejected(Problem.badRequest("The body is empty; send a JSON object."))))
                .timeout(timeout)
                .onErrorMap(DataBufferLimitException.class, e -> tooLarge())
                .onErrorMap(TimeoutException.class, e -> tooSlow());
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
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

    private Rejected tooLarge() {
        return new Rejected(Problem.of(HttpStatus.CONTENT_TOO_LARGE, "The body may have at most " + limit + " bytes."));
    }

    private Rejected tooSlow() {
        return new Rejected(Problem.of(
                HttpStatus.REQUEST_TIMEOUT, "The body did not arrive within " + timeout.toSeconds() + " seconds."));
    }
}
