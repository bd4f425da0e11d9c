package io.hookline.reconciliation.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.reconciliation.ledger.LedgerEntry;
import io.hookline.reconciliation.publish.Platform;
import io.hookline.reconciliation.publish.PostKey;
import io.hookline.reconciliation.publish.Publish;
import io.hookline.reconciliation.publish.PublishEvent;
import io.hookline.reconciliation.publish.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReconciliationTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final PostKey POST = new PostKey(Platform.TIKTOK, "external");
    private static final String PROGRESS = """
            {"complete": false}""";
    private static final String SUCCESS = """
            {"complete": true}""";
    private static final String FAILURE = """
            {"error": "refused"}""";

    private final Publish ours = publish("pub_1", "ws_1");
    private final Publish theirs = publish("pub_2", "ws_2");

    @Test
    void appliesCallbacksInTheirOrder() {
        Reconciliation reconciliation = new Reconciliation(List.of(ours), Set.of(), NOW);

        reconciliation.apply(callback("cb_1", PROGRESS));
        reconciliation.apply(callback("cb_2", FAILURE));
        reconciliation.apply(callback("cb_3", SUCCESS));

        assertThat(results(reconciliation))
                .containsExactly(CallbackResult.PROGRESS, CallbackResult.CONCLUDED, CallbackResult.CONFLICT);
        assertThat(reconciliation.transitions())
                .extracting(Transition::event)
                .filteredOn(event -> event != null)
                .singleElement()
                .extracting(PublishEvent::content)
                .isEqualTo(new PublishEvent.Failed("refused", "PLATFORM_ERROR"));
        assertThat(reconciliation.transitions())
                .flatExtracting(Transition::entries)
                .extracting(LedgerEntry::eventType)
                .containsExactly(
                        "publish_webhook_received",
                        "publish_webhook_received",
                        "publish_webhook_received",
                        "publish_conflict");
    }

    @Test
    void appliesOneCallbackOnceWithinABatch() {
        Reconciliation reconciliation = new Reconciliation(List.of(ours), Set.of(), NOW);

        reconciliation.apply(callback("cb_1", SUCCESS));
        reconciliation.apply(callback("cb_1", SUCCESS));

        assertThat(results(reconciliation)).containsExactly(CallbackResult.CONCLUDED, CallbackResult.REPEATED);
        assertThat(reconciliation.transitions()).hasSize(1);
    }

    @Test
    void appliesOneCallbackOnceOverAllBatches() {
        Reconciliation reconciliation = new Reconciliation(List.of(ours), Set.of(ours.receivedEntryId("cb_1")), NOW);

        reconciliation.apply(callback("cb_1", SUCCESS));

        assertThat(results(reconciliation)).containsExactly(CallbackResult.REPEATED);
        assertThat(reconciliation.transitions()).isEmpty();
    }

    @Test
    void appliesACallbackToThePublishesOfAllWorkspaces() {
        Reconciliation reconciliation = new Reconciliation(List.of(ours, theirs), Set.of(), NOW);

        reconciliation.apply(callback("cb_1", SUCCESS));

        assertThat(reconciliation.transitions())
                .extracting(Transition::event)
                .extracting(PublishEvent::workspaceId)
                .containsExactly("ws_1", "ws_2");
        assertThat(reconciliation.transitions())
                .extracting(Transition::event)
                .extracting(PublishEvent::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void parksACallbackWithoutAPublish() {
        Reconciliation reconciliation = new Reconciliation(List.of(), Set.of(), NOW);
        Callback callback = callback("cb_1", SUCCESS);

        reconciliation.apply(callback);

        assertThat(reconciliation.parked()).containsExactly(callback);
        assertThat(reconciliation.transitions()).isEmpty();
    }

    private static List<CallbackResult> results(Reconciliation reconciliation) {
        return reconciliation.results().stream()
                .map(Reconciliation.Result::result)
                .toList();
    }

    private static Publish publish(String id, String workspaceId) {
        return Publish.submitted(id, workspaceId, "post_1", POST, NOW, NOW.plus(Duration.ofHours(1)));
    }

    private static Callback callback(String id, String body) {
        return new Callback(id, POST, CallbackBody.parse(body), NOW, null);
    }
}
