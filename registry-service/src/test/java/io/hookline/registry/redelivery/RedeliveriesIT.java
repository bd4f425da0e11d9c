package io.hookline.registry.redelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.parts.Parts;
import io.hookline.registry.RandomIds;
import io.hookline.registry.RunningRegistry;
import io.hookline.registry.TestDatabase;
import io.hookline.registry.delivery.RecordedDeliveries;
import io.hookline.registry.eventlog.Place;
import io.hookline.registry.eventlog.Stretch;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.registry.workspace.WorkspaceId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RedeliveriesIT {
    private static final Duration LONG = Duration.ofHours(1);
    private static final RandomIds IDS = new RandomIds(new SecureRandom());

    private final TestDatabase database =
            TestDatabase.of(Parts.database("redeliveries")).migrated("latest");
    private final Redeliveries redeliveries =
            new R2dbcRedeliveries(database.client(), Clock.tickMillis(ZoneOffset.UTC));

    @Test
    void letsOneInstanceWorkAtARedelivery() {
        Redelivery redelivery = added("wh_1");

        assertThat(redeliveries.claim("one", LONG).block()).isNotNull();

        assertThat(redeliveries.claim("two", LONG).block()).isNull();
        assertThat(redeliveries.save("two", redelivery, LONG).block()).isNull();
        assertThat(redeliveries.save("one", redelivery, LONG).block()).isEqualTo(RedeliveryStatus.RUNNING);
    }

    @Test
    void handsARedeliveryWithItsProgressToAnotherInstanceOnceTheLeaseHasRunOut() {
        Redelivery redelivery = added("wh_1");
        RedeliveryPlace place = new RedeliveryPlace(
                new RecordedDeliveries.Position(new Place("events.media.v1", 2, 7), "dlv_7"),
                List.of(new Stretch("events.media.v1", 2, 8, 100)));
        Redelivery saved = redelivery.with(redelivery.progress().after(5, 1, place));
        redeliveries.claim("one", LONG).block();
        redeliveries.save("one", saved, Duration.ofMillis(1)).block();

        Redelivery claimed = RunningRegistry.eventually()
                .until(() -> redeliveries.claim("two", LONG).block(), Objects::nonNull);

        assertThat(claimed.progress()).isEqualTo(saved.progress());
        assertThat(redeliveries.save("one", saved, LONG).block()).isNull();
    }

    @Test
    void takesTheOneThatHasWaitedLongest() {
        Redelivery first = added("wh_1");
        Redelivery second = added("wh_2");
        redeliveries.claim("one", LONG).block();
        redeliveries.release("one", first, Duration.ZERO).block();

        Redelivery next = redeliveries.claim("one", LONG).block();

        assertThat(next).isNotNull().extracting(Redelivery::id).isEqualTo(second.id());
    }

    @Test
    void hasOneOfAWebhookThatHasNotEnded() {
        Redelivery first = added("wh_1");
        assertThat(redeliveries.add(redelivery("wh_1")).block()).isFalse();
        become(first, RedeliveryStatus.PAUSED);
        assertThat(redeliveries.add(redelivery("wh_1")).block()).isFalse();
        assertThat(redeliveries.add(redelivery("wh_2")).block()).isTrue();

        become(first, RedeliveryStatus.CANCELLED);

        assertThat(redeliveries.add(redelivery("wh_1")).block()).isTrue();
    }

    @Test
    void tellsWhoWorksAtItThatItIsNoLongerWanted() {
        Redelivery redelivery = added("wh_1");
        redeliveries.claim("one", LONG).block();

        Optional<Redelivery> cancelled = become(redelivery, RedeliveryStatus.CANCELLED);

        assertThat(cancelled).get().extracting(Redelivery::finishedAt).isNotNull();
        assertThat(redeliveries.save("one", redelivery, LONG).block()).isEqualTo(RedeliveryStatus.CANCELLED);
        redeliveries.stop("one", redelivery, RedeliveryStatus.COMPLETED, null).block();
        assertThat(become(redelivery, RedeliveryStatus.RUNNING)).isEmpty();
        assertThat(redeliveries.find(redelivery.subscription(), redelivery.id()).blockOptional())
                .get()
                .extracting(Redelivery::status)
                .isEqualTo(RedeliveryStatus.CANCELLED);
    }

    @Test
    void forgetsWhatEndedLongAgo() {
        Redelivery ended = added("wh_1");
        Redelivery running = added("wh_2");
        become(ended, RedeliveryStatus.CANCELLED);

        redeliveries.forget(Instant.now().minusSeconds(3600)).block();
        assertThat(redeliveries.find(ended.subscription(), ended.id()).block()).isNotNull();
        redeliveries.forget(Instant.now().plusSeconds(3600)).block();

        assertThat(redeliveries.find(ended.subscription(), ended.id()).block()).isNull();
        assertThat(redeliveries.find(running.subscription(), running.id()).block())
                .isNotNull();
    }

    private Optional<Redelivery> become(Redelivery redelivery, RedeliveryStatus status) {
        return redeliveries
                .become(redelivery.subscription(), redelivery.id(), status)
                .blockOptional();
    }

    private Redelivery added(String webhook) {
        Redelivery redelivery = redelivery(webhook);
        assertThat(redeliveries.add(redelivery).block()).isTrue();
        return redelivery;
    }

    private static Redelivery redelivery(String webhook) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new Redelivery(
                IDS.next(Redelivery.PREFIX),
                new SubscriptionId(webhook),
                new WorkspaceId("ws_1"),
                RedeliveryKind.FAILED,
                now.minusSeconds(60),
                now,
                RedeliveryStatus.RUNNING,
                null,
                Redelivery.Progress.none(6L),
                now,
                now,
                null);
    }
}
