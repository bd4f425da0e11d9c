package io.hookline.dispatch.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.hookline.dispatch.VirtualTime;
import io.hookline.dispatch.signing.SigningSecret;
import io.hookline.dispatch.subscription.Credentials;
import io.hookline.dispatch.subscription.EventPatterns;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;

/** Who has endpoints, for whom events happen, and what became of each delivery. */
final class SimulatedCustomers {
    private static final Credentials CREDENTIALS =
            new Credentials(List.of(SigningSecret.of("a secret for a simulation", null)), Map.of());
    private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");
    private static final ByteBuffer BODY = ByteBuffer.wrap("{}".getBytes(UTF_8));

    private final DeliveryPublisher publisher;
    private final VirtualTime time;
    private final RandomGenerator chance;
    private final Map<SubscriptionId, SimulatedEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, Fate> fates = new HashMap<>();
    private final List<Tally> tallies = new ArrayList<>();

    SimulatedCustomers(DeliveryPublisher publisher, VirtualTime time, RandomGenerator chance) {
        this.publisher = publisher;
        this.time = time;
        this.chance = chance;
    }

    Mono<Subscription> subscription(SubscriptionId id) {
        return Mono.justOrEmpty(endpoints.get(id)).map(SimulatedEndpoint::subscription);
    }

    List<SimulatedEndpoint> endpoints() {
        return List.copyOf(endpoints.values());
    }

    List<Tally> tallies() {
        return List.copyOf(tallies);
    }

    void populate(Scenario.Group group, Duration recovered) {
        List<SimulatedEndpoint> members = new ArrayList<>();
        for (int i = 0; i < group.endpoints(); i++) {
            SimulatedEndpoint endpoint = new SimulatedEndpoint(group.behaviour(), subscribe(endpoints.size()));
            endpoints.put(endpoint.subscription().id(), endpoint);
            members.add(endpoint);
        }
        for (Scenario.Traffic traffic : group.traffics()) {
            Tally tally = new Tally(traffic.name(), recovered);
            tallies.add(tally);
            members.forEach(endpoint -> time.after(traffic.from(), () -> begin(traffic, endpoint, tally)));
        }
    }

    private void begin(Scenario.Traffic traffic, SimulatedEndpoint endpoint, Tally tally) {
        for (int i = 0; i < traffic.atOnce(); i++) {
            request(endpoint, tally);
        }
        goOn(traffic, endpoint, tally);
    }

    private void goOn(Scenario.Traffic traffic, SimulatedEndpoint endpoint, Tally tally) {
        Duration next = Duration.ofMillis((long) (traffic.every().toMillis() * 2 * chance.nextDouble()));
        if (time.elapsed().plus(next).compareTo(traffic.until()) < 0) {
            time.after(next, () -> {
                request(endpoint, tally);
                goOn(traffic, endpoint, tally);
            });
        }
    }

    /** As fan-out does, which passes over subscriptions that are not active. */
    private void request(SimulatedEndpoint endpoint, Tally tally) {
        Subscription subscription = endpoint.subscription();
        if (!subscription.active()) {
            return;
        }
        EventId event = new EventId("evt_" + fates.size());
        DeliveryId id = DeliveryId.of(event, subscription.id());
        fates.put(id.value(), new Fate(endpoint, tally, time.elapsed()));
        tally.offered();
        Future<?> _ = publisher.publish(
                Topics.DELIVERIES,
                new Delivery(
                        id,
                        subscription.id(),
                        WORKSPACE,
                        event,
                        "post.published",
                        BODY,
                        new Delivery.Source("events.publishing.v1", 0, fates.size()),
                        null,
                        null,
                        1,
                        0,
                        time.instant(),
                        null,
                        null,
                        null,
                        null,
                        Lane.FIRST));
    }

    Fate fate(String deliveryId) {
        return requireNonNull(fates.get(deliveryId));
    }

    private static Subscription subscribe(int number) {
        return new Subscription(
                new SubscriptionId("wh_" + number),
                WORKSPACE,
                1,
                URI.create("https://customer-" + number + ".example/hook"),
                EventPatterns.of(List.of("*")),
                true,
                CREDENTIALS,
                null,
                null);
    }
}
