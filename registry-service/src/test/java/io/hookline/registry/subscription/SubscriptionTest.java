package io.hookline.registry.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.secret.Sealed;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Settings SETTINGS = new Settings("https://a.example", List.of("*"), null, Map.of(), null);
    private static final Subscription NEW =
            Subscription.create(new SubscriptionId("wh_1"), new WorkspaceId("ws_1"), SETTINGS, secret("first"), START);

    @Test
    void countsItsChanges() {
        Subscription changed = NEW.with(settings("https://b.example"), START.plusSeconds(1));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.updatedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(changed.createdAt()).isEqualTo(START);
        assertThat(NEW.with(SETTINGS, START.plusSeconds(1))).isSameAs(NEW);
        assertThat(NEW.after(Signal.DELIVERED, START.plusSeconds(1))).isSameAs(NEW);
    }

    @Test
    void beginsAfreshAtANewAddress() {
        Instant later = START.plusSeconds(1);
        Settings described = new Settings("https://a.example", List.of("*"), "described", Map.of(), null);

        assertThat(NEW.with(settings("https://b.example"), later).statusSince()).isEqualTo(later);
        assertThat(NEW.with(described, later).statusSince()).isEqualTo(START);
    }

    @Test
    void explainsItsStatus() {
        Subscription gone = NEW.after(Signal.GONE, START.plusSeconds(1));

        assertThat(gone.status()).isEqualTo(SubscriptionStatus.DISABLED);
        assertThat(gone.statusReason()).isEqualTo("The endpoint answered 410 Gone.");
        assertThat(gone.after(Signal.RESUMED, START.plusSeconds(2)).statusReason())
                .isNull();
    }

    @Test
    void letsOldSecretsSignUntilTheOverlapEnds() {
        Subscription rotated = NEW.rotated(secret("second"), Duration.ofHours(24), START);

        assertThat(rotated.secrets())
                .containsExactly(
                        secret("second"), new SealedSecret(new Sealed("first"), START.plus(Duration.ofHours(24))));
    }

    @Test
    void neverLengthensAnOverlapThatRuns() {
        Instant hourLater = START.plus(Duration.ofHours(1));

        Subscription twice = NEW.rotated(secret("second"), Duration.ofHours(2), START)
                .rotated(secret("third"), Duration.ofHours(24), hourLater);

        assertThat(twice.secrets())
                .extracting(SealedSecret::expiresAt)
                .containsExactly(null, hourLater.plus(Duration.ofHours(24)), START.plus(Duration.ofHours(2)));
    }

    @Test
    void dropsSecretsThatNoLongerSign() {
        Subscription later = NEW.rotated(secret("second"), Duration.ofHours(1), START)
                .rotated(secret("third"), Duration.ofHours(1), START.plus(Duration.ofHours(1)));

        assertThat(later.secrets())
                .extracting(SealedSecret::value)
                .containsExactly(new Sealed("third"), new Sealed("second"));
        assertThat(NEW.rotated(secret("second"), Duration.ZERO, START).secrets())
                .containsExactly(secret("second"));
    }

    private static SealedSecret secret(String text) {
        return new SealedSecret(new Sealed(text), null);
    }

    private static Settings settings(String url) {
        return new Settings(url, List.of("*"), null, Map.of(), null);
    }
}
