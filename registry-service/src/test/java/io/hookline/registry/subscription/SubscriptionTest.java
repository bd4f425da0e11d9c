package io.hookline.registry.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.secret.Sealed;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Settings SETTINGS = Settings.of("https://a.example", List.of("*"));
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
        Settings others = Settings.of("https://a.example", List.of("post.*"));

        assertThat(NEW.with(settings("https://b.example"), later).statusSince()).isEqualTo(later);
        assertThat(NEW.with(others, later).statusSince()).isEqualTo(START);
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

    @Test
    void getsAKeyWhenItIsFirstAskedFor() {
        Subscription asking = NEW.with(signedBy(SignatureKind.V1A), START);

        Subscription keyed = asking.keyed(() -> key("first"));

        assertThat(NEW.keyed(() -> key("first")).signingKeys()).isEmpty();
        assertThat(keyed.signingKeys()).containsExactly(key("first"));
        assertThat(keyed.version()).isEqualTo(asking.version());
        assertThat(keyed.keyed(() -> key("second"))).isSameAs(keyed);
        assertThat(keyed.with(SETTINGS, START).signingKeys()).containsExactly(key("first"));
    }

    @Test
    void letsOldKeysSignUntilTheOverlapEnds() {
        Subscription keyed = NEW.with(signedBy(SignatureKind.V1A), START).keyed(() -> key("first"));

        assertThat(keyed.rekeyed(key("second"), Duration.ofHours(1), START).signingKeys())
                .containsExactly(key("second"), key("first").until(START.plus(Duration.ofHours(1))));
        assertThat(keyed.rekeyed(key("second"), Duration.ZERO, START).signingKeys())
                .containsExactly(key("second"));
    }

    private static SealedKey key(String text) {
        return new SealedKey(secret(text), "whpk_" + text);
    }

    private static Settings signedBy(SignatureKind kind) {
        return new Settings(
                "https://a.example",
                List.of("*"),
                null,
                Ordering.NONE,
                Set.of(kind),
                null,
                Map.of(),
                Map.of(),
                null,
                null,
                null);
    }

    private static SealedSecret secret(String text) {
        return new SealedSecret(new Sealed(text), null);
    }

    private static Settings settings(String url) {
        return Settings.of(url, List.of("*"));
    }
}
