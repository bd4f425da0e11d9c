package io.hookline.registry.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SealTest {
    private final String keyset = KeySets.generate();
    private final Seal seal = new Seal(keyset);

    @Test
    void opensWhatItSealed() {
        Sealed sealedValue = seal.seal("a secret", "wh_1");

        assertThat(new Seal(keyset).open(sealedValue, "wh_1")).isEqualTo("a secret");
        assertThat(sealedValue).isNotEqualTo(seal.seal("a secret", "wh_1"));
    }

    @Test
    void opensForItsOwnerOnly() {
        Sealed sealedValue = seal.seal("a secret", "wh_1");

        assertThatThrownBy(() -> seal.open(sealedValue, "wh_2")).hasMessageContaining("HOOKLINE_KEYSET");
        assertThatThrownBy(() -> new Seal(KeySets.generate()).open(sealedValue, "wh_1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsAKeySetWhenItSeesOne() {
        assertThat(KeySets.isValid(keyset)).isTrue();
        assertThat(KeySets.isValid(keyset + "\n")).isTrue();
        assertThat(KeySets.isValid(keyset.substring(10))).isFalse();
        assertThat(KeySets.isValid("no base64!")).isFalse();
        assertThat(KeySets.isValid("")).isFalse();
    }
}
