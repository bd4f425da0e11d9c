package io.hookline.ingest.http;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SignalType;

/**
 * One body on its way in: puts its parts together and counts them, its own and, with those of all others, against what memory
 * is there for. For one thread at a time.
 */
final class ArrivingBody extends BaseSubscriber<DataBuffer> {
    private final MonoSink<byte[]> whole;
    private final int limit;
    private final AtomicLong room;
    private byte[] bytes = {};
    private int length;

    /**
     * A body of which nothing has come yet.
     *
     * @param whole told of all its bytes, at least one, or else of a {@link Rejected}
     * @param limit how many bytes it may have
     * @param room how many bytes all bodies that are on their way may still take
     */
    ArrivingBody(MonoSink<byte[]> whole, int limit, AtomicLong room) {
        this.whole = whole;
        this.limit = limit;
        this.room = room;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(DataBuffer part) {
        int more = part.readableByteCount();
        try {
            if (isDisposed()) {
                return;
            }
            if (more > limit - length) {
                whole.error(tooLarge(limit));
            } else if (room.addAndGet(-more) < 0) {
                room.addAndGet(more);
                whole.error(new Rejected(Problem.unavailable("Too many bodies are arriving; send the request again.")));
            } else {
                append(part, more);
            }
        } finally {
            DataBufferUtils.release(part);
        }
    }

    @Override
    protected void hookOnComplete() {
        if (length == 0) {
            whole.error(new Rejected(Problem.badRequest("The body is empty; send JSON.")));
        } else {
            whole.success(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        }
    }

    @Override
    protected void hookOnError(Throwable error) {
        whole.error(error);
    }

    @Override
    protected void hookFinally(SignalType end) {
        room.addAndGet(length);
    }

    static Rejected tooLarge(int limit) {
        return new Rejected(Problem.of(HttpStatus.CONTENT_TOO_LARGE, "The body may have at most " + limit + " bytes."));
    }

    /** Most bodies come in one part; what Content-Length says takes no memory before it is there. */
    private void append(DataBuffer part, int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(2 * bytes.length, limit)));
        }
        part.read(bytes, length, more);
        length += more;
    }
}
