package io.hookline.registry.subscription;

import static io.hookline.registry.subscription.SubscriptionStatus.ACTIVE;
import static io.hookline.registry.subscription.SubscriptionStatus.DISABLED;
import static io.hookline.registry.subscription.SubscriptionStatus.FAILING;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.notice.Notice;
import io.hookline.registry.subscription.HealthPolicy.Judgement;
import io.hookline.registry.subscription.HealthPolicy.Subject;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole life of one webhook, of which attempts are reported and which is reviewed now and then. */
final class HealthPolicyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final HealthPolicy POLICY = new HealthPolicy(Duration.ofHours(1), Duration.ofHours(100));
    private static final HealthPolicy NEVER_DISABLES = new HealthPolicy(Duration.ofHours(1), Duration.ZERO);

    private final List<Notice> told = new ArrayList<>();
    private SubscriptionStatus status = ACTIVE;
    private Health health = Health.UNKNOWN;

    @Test
    void beginsToFailWhenADeliveryUsesUpItsRetries() {
        reportAt(0, Signal.FAILED);
        assertThat(status).isEqualTo(ACTIVE);

        Judgement judgement = reportAt(0.5, Signal.EXHAUSTED);

        assertThat(status).isEqualTo(FAILING);
        assertThat(judgement.by()).isEqualTo(Signal.EXHAUSTED);
        assertThat(told).containsExactly(failing(0, 0));
    }

    @Test
    void beginsToFailWhenNothingIsDeliveredForAWhile() {
        reportAt(0, Signal.FAILED);
        reportAt(0.9, Signal.FAILED);
        assertThat(status).isEqualTo(ACTIVE);

        Judgement judgement = reportAt(1, Signal.FAILED);

        assertThat(status).isEqualTo(FAILING);
        assertThat(judgement.by()).isEqualTo(Signal.STALLED);
        assertThat(told).containsExactly(failing(0, 0));
    }

    @Test
    void doesNotBeginToFailByOneRefusalAndSilence() {
        reportAt(0, Signal.FAILED);

        reviewAt(500);

        assertThat(status).isEqualTo(ACTIVE);
        assertThat(told).isEmpty();
        assertThat(POLICY.reviewAt(status, health)).isNull();
    }

    @Test
    void warnsAtEachStepOnceAndDisablesAtTheLast() {
        for (int hour = 0; hour < 100; hour += 5) {
            reportAt(hour, hour == 0 ? Signal.EXHAUSTED : Signal.FAILED);
            reviewAt(hour + 1);
            reviewAt(hour + 4.9);
        }
        assertThat(status).isEqualTo(FAILING);

        reviewAt(100);
        reviewAt(101);

        assertThat(status).isEqualTo(DISABLED);
        assertThat(told).containsExactly(failing(0, 0), failing(0, 50), failing(0, 75), disabled(0));
    }

    @Test
    void saysWhenToLookAgain() {
        reportAt(0, Signal.EXHAUSTED);
        assertThat(POLICY.reviewAt(status, health)).as("quiet before 50 %").isNull();

        for (int hour = 10; hour <= 40; hour += 10) {
            reportAt(hour, Signal.FAILED);
        }
        assertThat(POLICY.reviewAt(status, health)).isEqualTo(hour(50));

        reviewAt(50);
        assertThat(POLICY.reviewAt(status, health)).as("quiet before 75 %").isNull();
        assertThat(told).containsExactly(failing(0, 0), failing(0, 50));
    }

    @Test
    void doesNotCountTheTimeInWhichNothingWasTried() {
        reportAt(0, Signal.EXHAUSTED);
        reviewAt(1_000);
        assertThat(told).containsExactly(failing(0, 0));

        reportAt(1_000, Signal.FAILED);
        assertThat(POLICY.disabledAt(health)).isEqualTo(hour(1_000 - 12 + 100));
        for (int hour = 1_005; hour < 1_088; hour += 5) {
            reportAt(hour, Signal.FAILED);
        }
        assertThat(status).isEqualTo(FAILING);
        reviewAt(1_088);

        assertThat(status).isEqualTo(DISABLED);
        assertThat(told).hasSize(4);
    }

    @Test
    void skipsStepsThatPassedWhileNobodyLooked() {
        for (int hour = 0; hour <= 80; hour += 10) {
            health = health.with(seen(hour, Signal.EXHAUSTED));
        }

        reviewAt(80);

        assertThat(told).containsExactly(failing(0, 75));
    }

    @Test
    void neverDisablesIfItIsToldNotTo() {
        for (int hour = 0; hour <= 10_000; hour += 10) {
            apply(NEVER_DISABLES, hour, List.of(seen(hour, Signal.EXHAUSTED)));
        }

        assertThat(status).isEqualTo(FAILING);
        assertThat(told).containsExactly(new Notice.Failing(subject().webhook(), START, null, 0, "error"));
        assertThat(NEVER_DISABLES.reviewAt(status, health)).isNull();
    }

    @Test
    void recoversByOneSuccess() {
        reportAt(0, Signal.EXHAUSTED);

        Judgement judgement = reportAt(1, Signal.DELIVERED);

        assertThat(status).isEqualTo(ACTIVE);
        assertThat(judgement.by()).isEqualTo(Signal.DELIVERED);
        assertThat(health.failingSince()).isNull();
        assertThat(told)
                .containsExactly(failing(0, 0), new Notice.Recovered(subject().webhook(), START));
    }

    @Test
    void doesNotTellOfARecoveryFromWhatWasNeverTold() {
        reportAt(0, Signal.FAILED);
        reportAt(0.5, Signal.DELIVERED);

        assertThat(status).isEqualTo(ACTIVE);
        assertThat(told).isEmpty();
    }

    @Test
    void beginsAnewWhenAFailureFollowsTheSuccess() {
        reportAt(0, Signal.EXHAUSTED);

        apply(POLICY, 3, List.of(seen(2, Signal.DELIVERED), seen(3, Signal.EXHAUSTED)));

        assertThat(status).isEqualTo(FAILING);
        assertThat(told)
                .containsExactly(failing(0, 0), new Notice.Recovered(subject().webhook(), START), failing(3, 0));
    }

    @Test
    void isNotMovedBackByLateReports() {
        reportAt(5, Signal.DELIVERED);
        apply(POLICY, 6, List.of(seen(1, Signal.EXHAUSTED)));
        assertThat(status).isEqualTo(ACTIVE);

        reportAt(7, Signal.EXHAUSTED);
        apply(POLICY, 8, List.of(seen(6, Signal.DELIVERED)));

        assertThat(status).isEqualTo(FAILING);
        assertThat(told).containsExactly(failing(7, 0));
    }

    @ParameterizedTest
    @EnumSource(
            value = SubscriptionStatus.class,
            names = {"ACTIVE", "FAILING", "PAUSED"})
    void isDisabledByGoneWhateverElseWasSeen(SubscriptionStatus before) {
        status = before;
        health = Health.UNKNOWN.with(seen(2, Signal.DELIVERED));

        Judgement judgement = POLICY.judge(subject(), health, health, hour(1), hour(3));

        assertThat(judgement.status()).isEqualTo(DISABLED);
        assertThat(judgement.by()).isEqualTo(Signal.GONE);
        assertThat(judgement.notices())
                .containsExactly(new Notice.Disabled(subject().webhook(), Notice.Cause.GONE, hour(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = SubscriptionStatus.class,
            names = {"PAUSED", "DISABLED"})
    void leavesThoseAloneThatAreNotDeliveredTo(SubscriptionStatus before) {
        status = before;

        for (int hour = 0; hour <= 200; hour += 10) {
            reportAt(hour, Signal.EXHAUSTED);
        }
        reportAt(201, Signal.DELIVERED);

        assertThat(status).isEqualTo(before);
        assertThat(told).isEmpty();
    }

    private Judgement reportAt(double hour, Signal signal) {
        return apply(POLICY, hour, List.of(seen(hour, signal)));
    }

    private void reviewAt(double hour) {
        apply(POLICY, hour, List.of());
    }

    private Judgement apply(HealthPolicy policy, double hour, List<Observation> seen) {
        Health after = health;
        for (Observation each : seen) {
            after = after.with(each);
        }
        Judgement judgement = policy.judge(subject(), health, after, null, hour(hour));
        status = judgement.status();
        health = judgement.health();
        told.addAll(judgement.notices());
        return judgement;
    }

    private Subject subject() {
        return new Subject(new SubscriptionId("wh_1"), new WorkspaceId("ws_1"), "https://a.example", status, START);
    }

    private static Notice failing(int since, int percent) {
        return new Notice.Failing(
                new Notice.Webhook("wh_1", "ws_1", "https://a.example"),
                hour(since),
                hour(since + 100),
                percent,
                "error");
    }

    private static Notice disabled(int since) {
        return new Notice.Disabled(
                new Notice.Webhook("wh_1", "ws_1", "https://a.example"), Notice.Cause.FAILING, hour(since));
    }

    private static Observation seen(double hour, Signal signal) {
        return new Observation(
                new SubscriptionId("wh_1"),
                signal,
                hour(hour),
                signal == Signal.DELIVERED ? null : "error",
                new Observation.Delivery("dlv_1", "evt_1", "post.published", 1));
    }

    private static Instant hour(double hour) {
        return START.plusMillis(Math.round(hour * Duration.ofHours(1).toMillis()));
    }
}
