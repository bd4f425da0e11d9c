package io.hookline.client.emit;

import io.hookline.client.emit.Emitted.Failed;
import io.hookline.client.emit.Emitted.Reason;
import io.hookline.client.event.EventData;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Emits events to Hookline without ever failing or slowing down its caller: no method throws, and those without "wait"
 * in their name do not wait for the network. Events wait in a bounded buffer, from which one daemon thread posts them
 * in batches, in order but for those of a batch that Hookline could not take with the others. What did not get through
 * is repeated under the same ids, so that a repeat is the same event.
 *
 * <pre>{@code
 * EventEmitter emitter = EventEmitter.to(URI.create("http://localhost:8081"))
 *         .token(() -> System.getenv("HOOKLINE_TOKEN"))
 *         .build();
 * emitter.emitPostPublished(new PostPublished("post_123", "instagram", "ig_456", "2024-01-15T10:00:00Z"));
 * }</pre>
 *
 * <p>What is buffered is in memory: a process that dies takes it along. Where that must not be, keep the event with the
 * data it is about, emit it with {@link #emitAndWait} under an id of its own, and forget it only once it is
 * {@link Emitted.Accepted}.
 *
 * <p>One emitter is enough for an application. It is safe for any number of threads; {@link #close} it when the
 * application ends.
 */
public final class EventEmitter implements CatalogueEmitter, AutoCloseable {
    /** What an interrupted request needs to come to its end. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private static final Event NO_EVENT = Event.of("", Map.of());

    private final Rendering rendering;
    private final EventBuffer buffer;
    private final Sender sender;
    private final Results results;
    private final Duration waitWhenFull;
    private final Duration drainWithin;
    private final Thread thread;
    /** Buffered or being sent. */
    private final AtomicLong unsettled = new AtomicLong();

    private EventEmitter(Builder builder, Function<@Nullable String, String> tokens) {
        EmitterParts parts = new EmitterParts(builder, tokens);
        this.rendering = parts.rendering();
        this.buffer = parts.buffer();
        this.results = parts.results();
        this.sender = parts.sender(results);
        this.waitWhenFull = builder.waitWhenFull;
        this.drainWithin = builder.drainWithin;
        this.thread = new Thread(this::run, "hookline-emitter");
        thread.setDaemon(true);
    }

    /** Begins to build an emitter for an ingest-service, by its base address. */
    public static Builder to(URI ingest) {
        return new Builder(ingest);
    }

    /** Emits an event, in the workspace of the token; see {@link #emit(Event)}. */
    @Override
    public void emit(EventData data) {
        enqueue(() -> Event.of(data), false, waitWhenFull, result -> {});
    }

    /** Puts an event into the buffer. If it does not get through, the {@link EmitListener} is told. */
    public void emit(Event event) {
        enqueue(() -> event, false, waitWhenFull, result -> {});
    }

    /** As {@link #emitAsync(Event)}. */
    public CompletableFuture<Emitted> emitAsync(EventData data) {
        return enqueueAsync(() -> Event.of(data));
    }

    /**
     * Puts an event into the buffer and says later what became of it.
     *
     * @return never completes exceptionally; what depends on it runs in the common pool
     */
    public CompletableFuture<Emitted> emitAsync(Event event) {
        return enqueueAsync(() -> event);
    }

    /** As {@link #emitAndWait(Event, Duration)}. */
    public Emitted emitAndWait(EventData data, Duration timeout) {
        return enqueueAndWait(() -> Event.of(data), timeout);
    }

    /**
     * Emits an event and waits until Hookline has it, or for so long. Called by the {@link EmitListener} it does not
     * wait.
     *
     * @return {@link Emitted.Failed} with {@link Emitted.Reason#STILL_SENDING} if it is not known yet
     */
    public Emitted emitAndWait(Event event, Duration timeout) {
        return enqueueAndWait(() -> event, timeout);
    }

    /** The same emitter for another workspace (a tenant). Closing is for the emitter itself. */
    public CatalogueEmitter inWorkspace(String workspaceId) {
        return data -> enqueue(() -> Event.of(data).inWorkspace(workspaceId), false, waitWhenFull, result -> {});
    }

    /** How many events went which way until now. */
    public EmitCounts counts() {
        return results.counts(buffer.size());
    }

    /** As {@link #close(Duration)} with the time that was built in. */
    @Override
    public void close() {
        close(drainWithin);
    }

    /**
     * Takes no more events, sends those that are there for so long, and tells the listener of the rest. A second call
     * returns at once if the first has ended.
     *
     * @return how many events are not settled: 0 unless a listener or a supplier of tokens hangs
     */
    public long close(Duration within) {
        buffer.close();
        if (Thread.currentThread() != thread) {
            try {
                join(within);
                thread.interrupt();
                join(AFTER_INTERRUPT);
            } catch (InterruptedException e) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
        }
        return unsettled.get();
    }

    private void join(Duration within) throws InterruptedException {
        // 0 would be for ever.
        thread.join(Math.max(1, within.toMillis()));
    }

    private void run() {
        try {
            for (List<Pending> batch = buffer.take(); !batch.isEmpty(); batch = buffer.take()) {
                sender.send(batch);
            }
        } catch (InterruptedException e) {
            // The time for closing is over.
        } finally {
            buffer.drain()
                    .forEach(pending -> fail(pending, Reason.CLOSED, "The emitter was closed before it was sent"));
        }
    }

    private CompletableFuture<Emitted> enqueueAsync(Supplier<Event> event) {
        CompletableFuture<Emitted> result = new CompletableFuture<>();
        // Not on the sender's thread, which what depends on the result could hold up.
        enqueue(event, false, waitWhenFull, known -> ForkJoinPool.commonPool().execute(() -> result.complete(known)));
        return result;
    }

    private Emitted enqueueAndWait(Supplier<Event> event, Duration timeout) {
        long start = System.nanoTime();
        CompletableFuture<Emitted> result = new CompletableFuture<>();
        Duration waitForRoom = timeout.compareTo(waitWhenFull) < 0 ? timeout : waitWhenFull;
        String id = enqueue(event, true, waitForRoom, result::complete);
        long remaining = timeout.toNanos() - (System.nanoTime() - start);
        try {
            return result.get(Thread.currentThread() == thread ? 0 : Math.max(0, remaining), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed(id, Reason.STILL_SENDING, "The wait for it was interrupted");
        } catch (TimeoutException | ExecutionException e) {
            return new Failed(id, Reason.STILL_SENDING, "It is not known yet what becomes of it");
        }
    }

    /** Never throws: whatever is wrong with the event becomes its result. Returns the id it goes under. */
    private String enqueue(Supplier<Event> given, boolean urgent, Duration wait, Consumer<Emitted> whenSettled) {
        Pending pending = pending(given, urgent, whenSettled);
        if (pending.size() > 0) {
            put(pending, wait);
        } else {
            fail(pending, Reason.UNSENDABLE, "Its data cannot be turned into JSON");
        }
        return pending.id();
    }

    private Pending pending(Supplier<Event> given, boolean urgent, Consumer<Emitted> whenSettled) {
        unsettled.incrementAndGet();
        Consumer<Emitted> andCount = result -> {
            unsettled.decrementAndGet();
            whenSettled.accept(result);
        };
        Event event = NO_EVENT;
        String id = "";
        byte[] body = {};
        try {
            event = Objects.requireNonNull(given.get());
            id = event.id() == null ? Rendering.newId() : event.id();
            Instant time = event.time() == null ? Instant.now() : event.time();
            event = new Event(event.type(), event.data(), id, event.workspaceId(), time);
            body = rendering.render(event, id, time);
        } catch (RuntimeException e) {
            // An empty body says so; what Jackson says of it may show the data.
        }
        return new Pending(event, id, body, System.nanoTime(), urgent, andCount);
    }

    private void put(Pending pending, Duration wait) {
        // The sender itself must not wait for room, which only it can make.
        long nanos = Thread.currentThread() == thread ? 0 : wait.toNanos();
        switch (buffer.offer(pending, nanos)) {
            case TAKEN -> {}
            case FULL -> fail(pending, Reason.BUFFER_FULL, "The buffer was full");
            case CLOSED -> fail(pending, Reason.CLOSED, "The emitter is closed");
        }
    }

    private void fail(Pending pending, Reason reason, String detail) {
        results.settle(pending, new Failed(pending.id(), reason, detail));
    }

    /** How an emitter is to behave. Not thread-safe. */
    public static final class Builder {
        final URI events;

        @Nullable
        HttpClient httpClient;

        EmitListener listener = (event, reason) -> {};
        int capacity = 10_000;
        long capacityBytes = 64L << 20;
        Duration waitWhenFull = Duration.ZERO;
        int batchEvents = 100;
        /** Less than the 256 KiB that ingest-service reads of one request. */
        long batchBytes = 200_000;

        Duration linger = Duration.ofMillis(50);
        Duration requestTimeout = Duration.ofSeconds(15);
        Duration firstBackoff = Duration.ofMillis(500);
        Duration longestBackoff = Duration.ofSeconds(30);
        Duration giveUpAfter = Duration.ofMinutes(5);
        Duration drainWithin = Duration.ofSeconds(10);
        private @Nullable Function<@Nullable String, String> tokens;

        private Builder(URI ingest) {
            String scheme = String.valueOf(ingest.getScheme());
            require(scheme.equals("http") || scheme.equals("https"), "the address must begin with http:// or https://");
            this.events = URI.create(ingest.toString().replaceAll("/+$", "") + "/api/v1/events");
        }

        /** Where the bearer token comes from, asked for each request. It needs the scope {@code events:write}. */
        public Builder token(Supplier<String> token) {
            this.tokens = workspace -> token.get();
            return this;
        }

        /**
         * Where the bearer token of a workspace comes from, asked for each request; the workspace is null if an event
         * names none.
         */
        public Builder tokens(Function<@Nullable String, String> tokens) {
            this.tokens = tokens;
            return this;
        }

        /** Told of what did not get through; by default nobody. */
        public Builder listener(EmitListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * How much may wait to be sent; by default 10,000 events and 64 MiB. What is more is dropped, and counted.
         *
         * @param events at least 1
         * @param bytes of JSON, at least 1; a single event may be larger
         */
        public Builder buffer(int events, long bytes) {
            require(events > 0 && bytes > 0, "the buffer must have room for an event");
            this.capacity = events;
            this.capacityBytes = bytes;
            return this;
        }

        /** How long a caller waits for room in a full buffer before its event is dropped; by default 0: not at all. */
        public Builder waitWhenFull(Duration wait) {
            require(!wait.isNegative(), "the wait must not be negative");
            this.waitWhenFull = wait;
            return this;
        }

        /**
         * How many events share a request, and how long the first of them waits for others; by default 100 and 50 ms.
         *
         * @param events 1 to 1,000
         * @param linger not negative
         */
        public Builder batch(int events, Duration linger) {
            require(events >= 1 && events <= 1_000, "a batch has 1 to 1,000 events");
            require(!linger.isNegative(), "the wait must not be negative");
            this.batchEvents = events;
            this.linger = linger;
            return this;
        }

        /** How many bytes of events share a request; by default 200,000. A larger event is sent alone. */
        public Builder batchBytes(long bytes) {
            require(bytes > 0, "a batch must have room for an event");
            this.batchBytes = bytes;
            return this;
        }

        /** How long one request may take as a whole; by default 15 s, more than ingest-service waits for Kafka. */
        public Builder requestTimeout(Duration timeout) {
            require(isPositive(timeout), "the time-out must be positive");
            this.requestTimeout = timeout;
            return this;
        }

        /** How long to wait after a failure, doubled each time up to the longest; by default 500 ms and 30 s. */
        public Builder backoff(Duration first, Duration longest) {
            require(isPositive(first) && first.compareTo(longest) <= 0, "0 < first <= longest");
            this.firstBackoff = first;
            this.longestBackoff = longest;
            return this;
        }

        /**
         * How long an event is tried, counted from when it was emitted; by default 5 min. It is tried at least once.
         */
        public Builder giveUpAfter(Duration time) {
            require(!time.isNegative(), "the time must not be negative");
            this.giveUpAfter = time;
            return this;
        }

        /** How long {@link EventEmitter#close()} goes on sending; by default 10 s. */
        public Builder drainWithin(Duration time) {
            require(!time.isNegative(), "the time must not be negative");
            this.drainWithin = time;
            return this;
        }

        /** A client of your own, for instance with a proxy; by default HTTP/1.1, 5 s to connect, no redirects. */
        public Builder httpClient(HttpClient client) {
            this.httpClient = client;
            return this;
        }

        /**
         * Starts the emitter.
         *
         * @throws IllegalStateException without a token
         */
        public EventEmitter build() {
            if (tokens == null) {
                throw new IllegalStateException("Say where the token comes from: token(…) or tokens(…)");
            }
            EventEmitter emitter = new EventEmitter(this, tokens);
            emitter.thread.start();
            return emitter;
        }

        private static boolean isPositive(Duration duration) {
            return !duration.isNegative() && !duration.isZero();
        }

        private static void require(boolean holds, String what) {
            if (!holds) {
                throw new IllegalArgumentException(what);
            }
        }
    }
}
