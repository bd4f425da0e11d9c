package io.hookline.registry.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class SigningKeyPairTest {
    private static final byte[] MESSAGE = "msg_1.1614265330.{}".getBytes(UTF_8);

    private final SigningKeyPair pair = SigningKeyPair.random(new SecureRandom());

    @Test
    void signsWhatItsPublicHalfVerifies() throws Exception {
        byte[] both = bytes(pair.privateText(), "whsk_");
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        PrivateKey seed =
                keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(both, 32)));
        PublicKey point = keys.generatePublic(new X509EncodedKeySpec(HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(bytes(pair.publicText(), "whpk_")))));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(seed);
        signer.update(MESSAGE);
        byte[] signature = signer.sign();

        signer.initVerify(point);
        signer.update(MESSAGE);

        assertThat(signer.verify(signature)).isTrue();
    }

    @Test
    void hasThePublicHalfBehindTheSeed() {
        byte[] both = bytes(pair.privateText(), "whsk_");

        assertThat(both).hasSize(64);
        assertThat(Arrays.copyOfRange(both, 32, 64)).isEqualTo(bytes(pair.publicText(), "whpk_"));
    }

    @Test
    void isNewEachTimeAndStaysOutOfLogs() {
        assertThat(SigningKeyPair.random(new SecureRandom())).isNotEqualTo(pair);
        assertThat(pair.toString()).contains(pair.publicText()).doesNotContain(pair.privateText());
    }

    private static byte[] bytes(String text, String prefix) {
        assertThat(text).startsWith(prefix);
        return Base64.getDecoder().decode(text.substring(prefix.length()));
    }
}
