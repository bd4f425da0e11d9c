package io.hookline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class ArrivingBodyTest {
    private static final int LIMIT = 10;

    private final AtomicLong room = new AtomicLong(16);

    @Test
    void putsThePartsTogether() {
        assertThat(read(Flux.just("01", "234", "56789").map(ArrivingBodyTest::part)))
                .isEqualTo("0123456789");
    }

    @Test
    void refusesWhatIsLongerThanTheLimit() {
        assertThat(read(Flux.just("01234", "56789", "0").map(ArrivingBodyTest::part)))
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE.toString());
    }

    @Test
    void refusesWhatIsEmpty() {
        assertThat(read(Flux.empty())).isEqualTo(HttpStatus.BAD_REQUEST.toString());
    }

    @Test
    void refusesForTheMomentWhatMemoryHasNoRoomFor() {
        Disposable waiting =
                whole(Flux.just(part("0123456789")).concatWith(Flux.never())).subscribe();

        assertThat(read(Flux.just(part("0123456")))).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE.toString());
        assertThat(read(Flux.just(part("012345")))).isEqualTo("012345");

        waiting.dispose();
        assertThat(room).hasValue(16);
    }

    @Test
    void makesRoomAgainHoweverItEnds() {
        read(Flux.just("01234", "56789").map(ArrivingBodyTest::part));
        read(Flux.just("01234", "567890").map(ArrivingBodyTest::part));
        read(Flux.just(part("01234")).concatWith(Mono.error(new IllegalStateException())));

        assertThat(room).hasValue(16);
    }

    /** The text, or the status of the refusal. */
    private String read(Flux<DataBuffer> parts) {
        return whole(parts)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .onErrorResume(
                        Rejected.class,
                        rejected -> Mono.just(rejected.problem().status().toString()))
                .onErrorReturn("")
                .toFuture()
                .join();
    }

    private Mono<byte[]> whole(Flux<DataBuffer> parts) {
        return Mono.create(sink -> {
            ArrivingBody body = new ArrivingBody(sink, LIMIT, room);
            sink.onDispose(body);
            parts.subscribe(body);
        });
    }

    private static DataBuffer part(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
