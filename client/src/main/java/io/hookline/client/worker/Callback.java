package io.hookline.client.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/** One callback, rendered: the same bytes under the same id in every try. */
final class Callback {
    /** What it is about, which decides what may be left out. */
    enum Kind {
        STARTED,
        PROGRESS,
        TERMINAL
    }

    private final Kind kind;
    private final String id;
    private final byte[] body;
    private final CompletableFuture<CallbackResult> result = new CompletableFuture<>();

    Callback(Kind kind, String id, byte[] body) {
        this.kind = kind;
        this.id = id;
        this.body = body;
    }

    Kind kind() {
        return kind;
    }

    String id() {
        return id;
    }

    byte[] body() {
        return body;
    }

    CompletableFuture<CallbackResult> result() {
        return result;
    }

    /** What depends on the result runs in the common pool, and not under a lock of ours. */
    void settle(CallbackResult known) {
        ForkJoinPool.commonPool().execute(() -> result.complete(known));
    }
}
