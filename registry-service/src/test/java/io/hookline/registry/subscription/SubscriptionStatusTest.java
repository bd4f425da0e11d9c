package io.hookline.registry.subscription;

import static io.hookline.registry.subscription.SubscriptionStatus.ACTIVE;
import static io.hookline.registry.subscription.SubscriptionStatus.DISABLED;
import static io.hookline.registry.subscription.SubscriptionStatus.FAILING;
import static io.hookline.registry.subscription.SubscriptionStatus.PAUSED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SubscriptionStatusTest {

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,   RESUMED,   ACTIVE",
        "ACTIVE,   PAUSED,    PAUSED",
        "ACTIVE,   DELIVERED, ACTIVE",
        "ACTIVE,   FAILED,    ACTIVE",
        "ACTIVE,   EXHAUSTED, FAILING",
        "ACTIVE,   STALLED,   FAILING",
        "ACTIVE,   GIVEN_UP,  ACTIVE",
        "ACTIVE,   GONE,      DISABLED",
        "FAILING,  RESUMED,   FAILING",
        "FAILING,  PAUSED,    PAUSED",
        "FAILING,  DELIVERED, ACTIVE",
        "FAILING,  FAILED,    FAILING",
        "FAILING,  EXHAUSTED, FAILING",
        "FAILING,  STALLED,   FAILING",
        "FAILING,  GIVEN_UP,  DISABLED",
        "FAILING,  GONE,      DISABLED",
        "PAUSED,   RESUMED,   ACTIVE",
        "PAUSED,   PAUSED,    PAUSED",
        "PAUSED,   DELIVERED, PAUSED",
        "PAUSED,   FAILED,    PAUSED",
        "PAUSED,   EXHAUSTED, PAUSED",
        "PAUSED,   STALLED,   PAUSED",
        "PAUSED,   GIVEN_UP,  PAUSED",
        "PAUSED,   GONE,      DISABLED",
        "DISABLED, RESUMED,   ACTIVE",
        "DISABLED, PAUSED,    DISABLED",
        "DISABLED, DELIVERED, DISABLED",
        "DISABLED, FAILED,    DISABLED",
        "DISABLED, EXHAUSTED, DISABLED",
        "DISABLED, STALLED,   DISABLED",
        "DISABLED, GIVEN_UP,  DISABLED",
        "DISABLED, GONE,      DISABLED"
    })
    void followsItsDiagram(SubscriptionStatus from, Signal signal, SubscriptionStatus to) {
        assertThat(from.after(signal)).isEqualTo(to);
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackFromItsText(SubscriptionStatus status) {
        assertThat(SubscriptionStatus.of(status.text())).isEqualTo(status);
        assertThat(SubscriptionStatus.problem(status.text())).isEmpty();
    }

    @Test
    void deliversInTwoOfFour() {
        assertThat(SubscriptionStatus.values())
                .filteredOn(SubscriptionStatus::delivers)
                .containsExactly(ACTIVE, FAILING);
        assertThat(PAUSED.delivers() || DISABLED.delivers()).isFalse();
    }
}
