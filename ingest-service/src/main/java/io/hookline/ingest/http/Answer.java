package io.hookline.ingest.http;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request is answered with that was taken, if only in part. Nobody changes its bytes.
 *
 * @param json the body
 * @param headers further headers
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and written once.
public record Answer(HttpStatus status, byte[] json, Map<String, String> headers) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public static Answer of(HttpStatus status, Object value) {
        return of(status, value, Map.of());
    }

    public static Answer of(HttpStatus status, Object value, Map<String, String> headers) {
        return new Answer(status, JSON.writeValueAsBytes(value), headers);
    }

    /** Whether there is nothing in it that the same request would do better later. */
    public boolean isFinal() {
        return !headers.containsKey(HttpHeaders.RETRY_AFTER);
    }
}
