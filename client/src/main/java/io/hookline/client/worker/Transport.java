package io.hookline.client.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Posts one callback once. */
@FunctionalInterface
interface Transport {
    /** Never completes exceptionally, and never blocks. */
    CompletableFuture<Answer> post(Callback callback);

    /** What came of it. */
    sealed interface Answer {
        /** 2xx. */
        record Taken(int status) implements Answer {}

        /** It will not be taken however often it is tried. */
        record Refused(String detail) implements Answer {}

        /**
         * Another try may do.
         *
         * @param retryAfter what the receiver asked for, if it did
         */
        record NotNow(String detail, @Nullable Duration retryAfter) implements Answer {}
    }
}
