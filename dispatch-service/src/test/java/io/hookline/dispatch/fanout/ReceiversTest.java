package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.subscription.KnownSubscriptions;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.schemas.CloudEventHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class ReceiversTest {
    private static final String INSTAGRAM = "{\"data\":{\"platform\":\"instagram\"}}";
    private static final String ONLY_INSTAGRAM = "{\"data.platform\": \"instagram\"}";
    private static final String ONLY_TIKTOK = "{\"data.platform\": \"tiktok\"}";
    private static final String FROM_THE_FUTURE = "{\"data.platform\": {\"$soundsLike\": \"instagram\"}}";

    private final KnownSubscriptions known = new KnownSubscriptions();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Receivers receivers =
            new Receivers(known.all(), id -> Mono.justOrEmpty(known.all().find(id)), new FanOutMetrics(meters));

    @Test
    void areThoseWhoseFilterLetsTheEventThrough() {
        SubscriptionId all = known.add("wh_1", "post.*", null);
        SubscriptionId some = known.add("wh_2", "post.*", ONLY_INSTAGRAM);
        known.add("wh_3", "post.*", ONLY_TIKTOK);
        known.add("wh_4", "message.*", ONLY_INSTAGRAM);

        assertThat(of(event("post.published", Map.of()), INSTAGRAM)).containsExactly(all, some);
        assertThat(withheld()).isZero();
    }

    @Test
    void areNotThoseWhoseFilterCannotBeRead() {
        SubscriptionId all = known.add("wh_1", "post.*", null);
        known.add("wh_2", "post.*", FROM_THE_FUTURE);

        assertThat(of(event("post.published", Map.of()), INSTAGRAM)).containsExactly(all);
        assertThat(withheld()).isEqualTo(1);
    }

    @Test
    void areNotThoseWhoseFilterCannotBeAskedAboutTheEvent() {
        SubscriptionId all = known.add("wh_1", "post.*", null);
        known.add("wh_2", "post.*", "{\"$not\": {\"data.platform\": \"tiktok\"}}");
        String deep = "{\"data\":" + "[".repeat(200) + "]".repeat(200) + "}";

        assertThat(of(event("post.published", Map.of()), deep)).containsExactly(all);
        assertThat(withheld()).isEqualTo(1);
    }

    @Test
    void areFoundWithoutParsingWhereThereIsNoFilter() {
        SubscriptionId all = known.add("wh_1", "post.*", null);

        assertThat(of(event("post.published", Map.of()), "no JSON at all")).containsExactly(all);
        assertThat(withheld()).isZero();
    }

    @Test
    void areNotToldOfThemselves() {
        known.add("wh_1", "*", null);
        SubscriptionId other = known.add("wh_2", "webhook.*", null);
        EventHeaders failing = event("webhook.failing", Map.of(CloudEventHeaders.SUBJECT, "wh_1"));

        assertThat(receivers.areNone(failing)).isFalse();
        assertThat(of(failing, INSTAGRAM)).containsExactly(other);
    }

    @Test
    void areNoneIfThereIsOnlyTheOneThatIsReportedOn() {
        known.add("wh_1", "*", null);

        assertThat(receivers.areNone(event("webhook.disabled", Map.of(CloudEventHeaders.SUBJECT, "wh_1"))))
                .isTrue();
    }

    @Test
    void isTheOneThatATestIsForWhateverItsFilter() {
        known.add("wh_1", "*", null);
        SubscriptionId target = known.add("wh_2", "post.*", ONLY_TIKTOK);

        assertThat(of(event("webhook.test", Map.of(CloudEventHeaders.SUBSCRIPTION, "wh_2")), INSTAGRAM))
                .containsExactly(target);
        assertThat(receivers.areNone(event("webhook.test", Map.of()))).isTrue();
    }

    private List<SubscriptionId> of(EventHeaders event, String body) {
        CompletableFuture<List<Subscription>> found =
                receivers.of(event, ByteBuffer.wrap(body.getBytes(UTF_8))).toFuture();
        assertThat(found).isDone();
        return found.join().stream().map(Subscription::id).toList();
    }

    private double withheld() {
        return meters.counter("hookline.fanout.withheld").count();
    }

    private static EventHeaders event(String type, Map<String, String> headers) {
        return EventHeaders.read(EventRecords.event(EventRecords.PUBLISHING, type, new byte[0], headers))
                .orElseThrow();
    }
}
