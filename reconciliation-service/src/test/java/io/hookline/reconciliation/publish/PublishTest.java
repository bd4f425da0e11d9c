package io.hookline.reconciliation.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hookline.reconciliation.ledger.LedgerEntry;
import io.hookline.reconciliation.publish.PublishEvent.Failed;
import io.hookline.reconciliation.publish.PublishEvent.Published;
import io.hookline.reconciliation.publish.Verdict.Failure;
import io.hookline.reconciliation.publish.Verdict.Progress;
import io.hookline.reconciliation.publish.Verdict.Success;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

final class PublishTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Verdict SUCCESS = new Success("ig_1", NOW, "https://i/p/1");

    private final Publish publish = Publish.submitted(
            "pub_1",
            "ws_1",
            "post_1",
            new PostKey(Platform.INSTAGRAM, "external"),
            NOW.minusSeconds(60),
            NOW.minusSeconds(1));

    @Test
    void tellsOfItsSuccess() {
        Transition transition = publish.hear(news("cb_1", SUCCESS), NOW);

        assertThat(transition.event()).isNotNull().satisfies(event -> {
            assertThat(event.content()).isEqualTo(new Published("ig_1", NOW, "https://i/p/1", false));
            assertThat(event.workspaceId()).isEqualTo("ws_1");
            assertThat(event.postId()).isEqualTo("post_1");
            assertThat(event.traceparent()).isEqualTo("trace of cb_1");
        });
        assertThat(transition.publish().extraMetadata()).containsKey("from cb_1");
    }

    @Test
    void tellsOfItsTimeoutAndOfTheCorrection() {
        Transition timeout = publish.timeOut(NOW);
        Transition correction = timeout.publish().hear(news("cb_1", SUCCESS), NOW);

        assertThat(timeout.event())
                .isNotNull()
                .extracting(PublishEvent::content)
                .isEqualTo(new Failed("The platform did not confirm the publish in time", "TIMEOUT"));
        assertThat(timeout.entries()).extracting(LedgerEntry::eventType).containsExactly("publish_timed_out");
        assertThat(correction.event())
                .isNotNull()
                .extracting(PublishEvent::content)
                .isEqualTo(new Published("ig_1", NOW, "https://i/p/1", true));
        assertThat(correction.entries())
                .extracting(LedgerEntry::eventType)
                .containsExactly("publish_webhook_received", "publish_corrected");
    }

    @Test
    void givesARepeatedEventTheSameId() {
        Transition once = publish.hear(news("cb_1", SUCCESS), NOW);
        Transition again = publish.hear(news("cb_2", SUCCESS), NOW.plusSeconds(1));

        assertThat(List.of(once, again))
                .extracting(Transition::event)
                .extracting(PublishEvent::id)
                .allMatch(id -> id.startsWith("evt_"))
                .containsOnly(PublishEvent.of(publish, NOW, new Published("x", NOW, null, false), null)
                        .id());
    }

    @Test
    void staysSilentAboutProgressConfirmationAndConflict() {
        Publish succeeded = publish.hear(news("cb_1", SUCCESS), NOW).publish();

        assertThat(publish.hear(news("cb_2", new Progress()), NOW).event()).isNull();
        assertThat(succeeded.hear(news("cb_2", SUCCESS), NOW).event()).isNull();
        assertThat(succeeded.hear(news("cb_2", new Failure("x", "X")), NOW).event())
                .isNull();
    }

    @Test
    void gathersWhatAllCallbacksSaid() {
        Publish after = publish.hear(news("cb_1", new Progress()), NOW)
                .publish()
                .hear(news("cb_2", SUCCESS), NOW)
                .publish();

        assertThat(after.extraMetadata()).containsOnlyKeys("from cb_1", "from cb_2");
    }

    @Test
    void timesOutOnlyWhilePending() {
        Publish ended = publish.timeOut(NOW).publish();

        assertThatIllegalStateException().isThrownBy(() -> ended.timeOut(NOW));
    }

    private static News news(String callbackId, Verdict verdict) {
        Map<String, JsonNode> said = Map.of("from " + callbackId, JsonNodeFactory.instance.booleanNode(true));
        return new News(callbackId, verdict, NOW, said, said, "trace of " + callbackId);
    }
}
