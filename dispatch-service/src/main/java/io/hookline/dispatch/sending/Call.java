package io.hookline.dispatch.sending;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;

/**
 * A request on its way. Ends once, in an {@link Exchange}: with a complete answer, with a failure, or when its time is up.
 *
 * <p>One subscriber in place of an operator for each of these: every operator of a request is asked for its context several
 * times by the client, through all that stand below it.
 */
final class Call extends BaseSubscriber<Exchange.Answer> {
    private final ExchangeTrace trace;
    private final MonoSink<Exchange> sink;
    private Exchange.@Nullable Answer answer;

    Call(ExchangeTrace trace, MonoSink<Exchange> sink) {
        this.trace = trace;
        this.sink = sink;
    }

    /** Ends it, unless it has ended. */
    void fail(Throwable cause) {
        sink.success(trace.end(new Exchange.Failure(cause)));
    }

    @Override
    protected void hookOnNext(Exchange.Answer complete) {
        // The connection is not free before the end, and to end here would be to close it.
        answer = complete;
    }

    @Override
    protected void hookOnComplete() {
        if (answer == null) {
            fail(new IOException("The connection ended without an answer"));
        } else {
            sink.success(trace.end(answer));
        }
    }

    @Override
    protected void hookOnError(Throwable error) {
        fail(Exceptions.unwrap(error));
    }
}
