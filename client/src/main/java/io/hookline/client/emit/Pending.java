package io.hookline.client.emit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An event on its way: rendered, under its id, and settled exactly once. */
final class Pending {
    private final Event event;
    private final String id;
    private final byte[] json;
    private final long emittedAt;
    private final boolean urgent;
    private final Consumer<Emitted> whenSettled;
    private final AtomicBoolean settled = new AtomicBoolean();

    /**
     * @param json the event as the body of a request
     * @param emittedAt in nanoseconds of the emitter's clock
     * @param urgent somebody waits for it, so that it should not wait for others
     */
    Pending(Event event, String id, byte[] json, long emittedAt, boolean urgent, Consumer<Emitted> whenSettled) {
        this.event = event;
        this.id = id;
        this.json = json;
        this.emittedAt = emittedAt;
        this.urgent = urgent;
        this.whenSettled = whenSettled;
    }

    Event event() {
        return event;
    }

    String id() {
        return id;
    }

    @Nullable
    String workspaceId() {
        return event.workspaceId();
    }

    byte[] json() {
        return json;
    }

    int size() {
        return json.length;
    }

    long emittedAt() {
        return emittedAt;
    }

    boolean isUrgent() {
        return urgent;
    }

    boolean isSettled() {
        return settled.get();
    }

    /** False if it had been settled before. */
    boolean settle(Emitted result) {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            whenSettled.accept(result);
        }
        return first;
    }
}
