package io.hookline.dispatch.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.ManualTimer;
import io.hookline.dispatch.TestClock;
import io.hookline.dispatch.subscription.EventPatterns;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class EndpointsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Endpoints endpoints = new Endpoints(
            8,
            new Permits.Waiting(10, Duration.ofSeconds(2)),
            Duration.ofSeconds(30),
            new ManualTimer(),
            nanos::get,
            new TestClock());

    @Test
    void remembersAnEndpointThatIsInUse() {
        Endpoint first = endpoints.of(subscription("wh_1", "https://customer.example/hook"));

        assertThat(endpoints.of(subscription("wh_1", "https://customer.example/hook")))
                .isSameAs(first);
        assertThat(endpoints.of(subscription("wh_1", "https://customer.example/moved")))
                .isNotSameAs(first);
    }

    @Test
    void forgetsEndpointsThatNobodyDeliversTo() {
        assertThat(deliver("wh_idle", Mono.just("done"))).isCompleted();
        nanos.addAndGet(Duration.ofMinutes(9).toNanos());
        assertThat(deliver("wh_recent", Mono.just("done"))).isCompleted();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(deliver("wh_new", Mono.just("done"))).isCompleted();

        assertThat(endpoints.size()).isEqualTo(2);
    }

    @Test
    void forgetsNoEndpointThatStillHasARequest() {
        Sinks.One<String> answer = Sinks.one();
        CompletableFuture<String> slow = deliver("wh_slow", answer.asMono());
        nanos.addAndGet(Duration.ofMinutes(11).toNanos());

        assertThat(deliver("wh_new", Mono.just("done"))).isCompleted();

        assertThat(endpoints.size()).isEqualTo(2);
        answer.tryEmitValue("done");
        assertThat(slow).isCompletedWithValue("done");
    }

    private CompletableFuture<String> deliver(String id, Mono<String> answer) {
        return endpoints
                .of(subscription(id, "https://customer.example/hook"))
                .permits()
                .during(() -> answer)
                .toFuture();
    }

    private static Subscription subscription(String id, String url) {
        return new Subscription(
                new SubscriptionId(id),
                new WorkspaceId("ws_1"),
                1,
                URI.create(url),
                EventPatterns.of(List.of("*")),
                true,
                null,
                null,
                null);
    }
}
