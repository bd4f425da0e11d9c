package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.Scenario.Group;
import io.hookline.dispatch.delivery.Scenario.Traffic;
import java.time.Duration;
import java.util.List;

/** What may befall endpoints. Most happens to one while twenty others are well. */
final class Scenarios {
    /** Who must not feel what happens to someone else. */
    static final String OTHERS = "the twenty others";

    /** New deliveries, while those of the outage are made. */
    static final String IN_THE_STORM = "in the half hour after that";

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(healthy(), slow(), flapping(), blackHole(), gone(), storm(), backlog());
    }

    private static Scenario healthy() {
        Duration lasts = Duration.ofMinutes(30);
        return new Scenario("Healthy", """
                Nobody is put off and nobody waits: the policies cost nothing while all is well. The p99 of
                the others below is held against this one.\
                """, lasts, Duration.ZERO, List.of(others(lasts)));
    }

    private static Scenario slow() {
        Duration lasts = Duration.ofMinutes(40);
        Duration busy = Duration.ofMinutes(10);
        return new Scenario(
                "Slow",
                """
                Thirty events a second, for ten minutes, for an endpoint that takes half a second and so
                serves sixteen. It always has its eight requests and never more; what is too much waits on
                Kafka, comes back at the pace at which it is served, and is done with soon after the rush,
                at hardly less than full speed. The others notice nothing.\
                """,
                lasts,
                busy,
                List.of(
                        new Group(
                                1,
                                Behaviour.slow(HALF_A_SECOND),
                                Traffic.of("the slow one", Duration.ofMillis(33), Duration.ZERO, busy)),
                        others(lasts)));
    }

    private static Scenario flapping() {
        Duration lasts = Duration.ofHours(1);
        Duration recovered = Duration.ofMinutes(42);
        return new Scenario(
                "Flapping",
                """
                Ten events a second for an endpoint that is up for three minutes and down for three. However
                busy it was, its breaker opens after two dozen failures; probes find out that it is back,
                and what was put off comes back within a minute or two.\
                """,
                lasts,
                recovered,
                List.of(
                        new Group(
                                1,
                                Behaviour.flapping(Duration.ofMinutes(3), recovered),
                                Traffic.of("the flapping one", Duration.ofMillis(100), Duration.ZERO, recovered)),
                        others(lasts)));
    }

    private static Scenario blackHole() {
        Duration lasts = Duration.ofHours(4);
        Duration recovered = Duration.ofMinutes(130);
        return new Scenario(
                "Black hole",
                """
                An endpoint hangs for two hours. Its eight requests time out a few times until the breaker
                opens, and two probes at a time, which time out too, are all that it gets from then on. Its
                deliveries wait on Kafka without an attempt being counted, and are made within minutes when
                it answers again.\
                """,
                lasts,
                recovered,
                List.of(
                        new Group(
                                1,
                                Behaviour.hanging(Duration.ofMinutes(10), recovered),
                                Traffic.of("the black hole", Duration.ofSeconds(1), Duration.ZERO, recovered)),
                        others(lasts)));
    }

    private static Scenario gone() {
        Duration lasts = Duration.ofMinutes(30);
        return new Scenario(
                "Gone",
                """
                An endpoint answers 410 from the tenth minute on. The subscription is disabled, here a
                second later, and nothing more is sent.\
                """,
                lasts,
                lasts,
                List.of(
                        new Group(
                                1,
                                Behaviour.gone(Duration.ofMinutes(10)),
                                Traffic.of("the one that goes", HALF_A_SECOND, Duration.ZERO, lasts.minusMinutes(1))),
                        others(lasts)));
    }

    private static Scenario storm() {
        Duration down = Duration.ofMinutes(10);
        Duration up = Duration.ofMinutes(70);
        Duration noticed = Duration.ofMinutes(71);
        Duration calm = Duration.ofMinutes(100);
        Duration lasts = Duration.ofMinutes(140);
        Duration every = Duration.ofSeconds(6);
        return new Scenario(
                "Storm after an outage",
                """
                All of sixty endpoints are down for an hour, and then take two seconds for each answer for
                half an hour, as who has much to catch up with does. Repeated deliveries fill the half of
                the capacity that they may have; all but one in a hundred of the new ones find room at
                once, but for the first minute, in which breakers still have to notice that the outage is
                over. The last of the backlog are deliveries whose probes failed four times: they wait for
                their hour, as the retry schedule says.\
                """,
                lasts,
                up,
                List.of(new Group(
                        60,
                        Behaviour.downThenSlow(down, up, calm, Duration.ofSeconds(2)),
                        Traffic.of("before the outage", every, Duration.ZERO, down),
                        Traffic.of("during it", every, down, up),
                        Traffic.of("in the minute after it", every, up, noticed),
                        Traffic.of(IN_THE_STORM, every, noticed, calm),
                        Traffic.of("later", every, calm, lasts.minusMinutes(1)))));
    }

    private static Scenario backlog() {
        Duration lasts = Duration.ofMinutes(30);
        return new Scenario(
                "Backlog",
                """
                Fifty thousand deliveries at one time for an endpoint that serves two hundred a second, and
                so needs 4 m 10 s at best. They come back to it when it is their turn, rather than go round
                and round. Others on the same partition wait once, while it is read.\
                """,
                lasts,
                Duration.ofMillis(1),
                List.of(
                        new Group(
                                1,
                                Behaviour.healthy(),
                                new Traffic("the one with a backlog", 50_000, lasts, Duration.ZERO, Duration.ZERO)),
                        others(lasts)));
    }

    private static Group others(Duration lasts) {
        return new Group(
                20,
                Behaviour.healthy(),
                Traffic.of(OTHERS, Duration.ofSeconds(2), Duration.ZERO, lasts.minusMinutes(1)));
    }
}
