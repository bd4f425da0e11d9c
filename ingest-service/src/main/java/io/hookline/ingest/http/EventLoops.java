package io.hookline.ingest.http;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * The threads that serve connections, as schedulers: a request is answered fastest on the one that it came in on. They live
 * as long as the server. Thread-safe.
 */
@Component
public final class EventLoops {
    private final EventLoopGroup loops;
    private final Map<EventLoop, Scheduler> schedulers = new ConcurrentHashMap<>();

    EventLoops(ReactorResourceFactory resources) {
        // The client's loops are the server's, and on one of them the next is that one.
        this.loops = resources.getLoopResources().onClient(LoopResources.DEFAULT_NATIVE);
    }

    /** The loop that the caller runs on, or else any. */
    public Scheduler current() {
        return schedulers.computeIfAbsent(loops.next(), Schedulers::fromExecutorService);
    }
}
