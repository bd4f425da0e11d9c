package io.hookline.dispatch.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.sending.Exchange.Answer;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;

/** Makes an {@link Answer} of a response, within {@link ResponseLimits}. One for each response. */
final class ResponseCollector {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private long read;

    private ResponseCollector() {}

    static Mono<Answer> collect(HttpClientResponse response, ByteBufFlux body) {
        ResponseCollector collector = new ResponseCollector();
        return body.doOnNext(collector::add)
                .then(Mono.fromSupplier(
                        () -> new Answer(response.status().code(), headers(response), collector.kept.toString(UTF_8))));
    }

    private void add(ByteBuf bytes) {
        read += bytes.readableBytes();
        if (read > ResponseLimits.READ_BODY_BYTES) {
            throw Exceptions.propagate(new ResponseTooLargeException());
        }
        byte[] chunk = new byte[Math.min(bytes.readableBytes(), ResponseLimits.KEPT_BODY_BYTES - kept.size())];
        bytes.getBytes(bytes.readerIndex(), chunk);
        kept.writeBytes(chunk);
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : response.responseHeaders()) {
            if (headers.size() == ResponseLimits.KEPT_HEADERS) {
                break;
            }
            headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT),
                    bounded(header.getValue()),
                    (first, second) -> bounded(first + ", " + second));
        }
        return headers;
    }

    private static String bounded(String value) {
        return value.substring(0, Math.min(value.length(), ResponseLimits.KEPT_HEADER_LENGTH));
    }
}
