package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.TestClock;
import io.hookline.dispatch.delivery.HeldBackKafka;
import io.hookline.dispatch.kafka.Handling;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.subscription.KnownSubscriptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class EventListenerTest {
    private static final int ALL = Integer.MAX_VALUE;

    private final KnownSubscriptions known = new KnownSubscriptions();
    private final HeldBackKafka kafka = new HeldBackKafka();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FanOutMetrics metrics = new FanOutMetrics(meters);
    private final TestClock clock = new TestClock();
    private final EventListener listener = new EventListener(
            new EventRenderer(new RecordDecoder<>((_, _) -> "no record", GenericRecord.class)),
            new Receivers(known.all(), id -> Mono.justOrEmpty(known.all().find(id)), metrics),
            kafka.deliveries(),
            kafka.deadLetters(),
            metrics,
            clock);

    @Test
    void requestsADeliveryThatSaysWhereItsEventIsAndWhatItIsAbout() {
        known.add("wh_1", "order.*", null);

        Handling handling = begin("{\"total\":105}");

        assertThat(isDone(handling)).isFalse();
        kafka.acknowledge(ALL);
        assertThat(isDone(handling)).isTrue();
        DeliveryRequested requested = kafka.requested().getFirst();
        assertThat(requested.getSubscriptionId()).isEqualTo("wh_1");
        assertThat(requested.getEntity()).isEqualTo("ws_1:post_1");
        assertThat(requested.getSourceTopic()).isEqualTo("events.custom.v1");
        assertThat(requested.getSourceOffset()).isEqualTo(7);
        assertThat(requested.getAttempt()).isEqualTo(1);
        assertThat(requested.getAttemptsBefore()).isZero();
        assertThat(requested.getRequestedAt()).isEqualTo(clock.instant());
        assertThat(requested.getAskedAt()).isNull();
        assertThat(UTF_8.decode(requested.getBody()).toString()).contains("\"data\":{\"total\":105}");
        assertThat(events("matched")).isEqualTo(1);
    }

    @Test
    void beginsNoEventWhileTenThousandDeliveriesAreUnwritten() {
        subscriptions(1_000);
        List<Handling> begun = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            begun.add(begin("{}"));
        }
        assertThat(begun).hasOnlyElementsOfType(Handling.Begun.class);
        assertThat(kafka.requested()).hasSize(10_000);

        assertThat(begin("{}")).isInstanceOf(Handling.NotBefore.class);
        assertThat(kafka.requested()).hasSize(10_000);

        kafka.acknowledge(1_000);
        assertThat(isDone(begun.getFirst())).isTrue();
        begun.add(begin("{}"));
        assertThat(kafka.requested()).hasSize(11_000);

        kafka.acknowledge(ALL);
        assertThat(begun).allSatisfy(handling -> assertThat(isDone(handling)).isTrue());
    }

    @Test
    void writesWhatGoesToVeryManyInPartsAndCountsItOnce() {
        subscriptions(2_500);

        Handling handling = begin("{}");

        assertThat(kafka.requested()).hasSize(1_000);
        kafka.acknowledge(1_000);
        assertThat(kafka.requested()).hasSize(2_000);
        kafka.acknowledge(ALL);
        assertThat(kafka.requested()).hasSize(2_500);
        assertThat(isDone(handling)).isTrue();
        assertThat(events("matched")).isEqualTo(1);
    }

    @Test
    void isDoneAtOnceWithWhatNobodyReceives() {
        known.add("wh_1", "order.*", "{\"data.total\": {\"$gt\": 1000}}");

        assertThat(isDone(begin("{\"total\":105}"))).isTrue();
        assertThat(isDone(listener.begin(
                        EventRecords.event(EventRecords.PUBLISHING, "post.published", new byte[0], Map.of()))))
                .isTrue();

        assertThat(kafka.topics()).isEmpty();
        assertThat(events("filtered")).isEqualTo(1);
        assertThat(events("unmatched")).isEqualTo(1);
    }

    @Test
    void putsAsideWhatIsNoJson() {
        known.add("wh_1", "order.*", null);

        begin("{\"total\":");

        assertThat(kafka.topics()).containsExactly("events.custom.v1.dead");
        assertThat(events("dead")).isEqualTo(1);
    }

    private void subscriptions(int count) {
        for (int i = 0; i < count; i++) {
            known.add("wh_" + i, "order.shipped", null);
        }
    }

    private Handling begin(String data) {
        return listener.begin(EventRecords.custom(data));
    }

    private double events(String result) {
        return meters.counter("hookline.fanout.events", "result", result).count();
    }

    private static boolean isDone(Handling handling) {
        return handling instanceof Handling.Begun begun && begun.done().isDone();
    }
}
