package io.hookline.ingest.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.ingest.Properties;
import io.hookline.ingest.http.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignaturesTest {
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String RIGHT = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private final Signatures signatures =
            new Signatures(Properties.with(Map.of("callback-secrets.instagram", "other,It's a Secret to Everybody")));

    @Test
    void takesTheKnownVector() {
        assertThatCode(() -> signatures.check(Platform.INSTAGRAM, RIGHT, BODY)).doesNotThrowAnyException();
        assertThatCode(() -> signatures.check(Platform.INSTAGRAM, RIGHT.toUpperCase(Locale.ROOT), BODY))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "sha256=",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=857107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1g",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17 ",
                "sha512=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
            })
    void refusesEverythingElse(@Nullable String signature) {
        assertThatThrownBy(() -> signatures.check(Platform.INSTAGRAM, signature, BODY))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void refusesAPlatformWithoutSecretsUnlessUnsignedIsAllowed() {
        Signatures lenient = new Signatures(Properties.with(Map.of("allow-unsigned-callbacks", "true")));

        assertThatThrownBy(() -> signatures.check(Platform.TIKTOK, RIGHT, BODY)).isInstanceOf(Rejected.class);
        assertThatCode(() -> lenient.check(Platform.TIKTOK, null, BODY)).doesNotThrowAnyException();
    }

    @Test
    void wantsSignaturesOfAPlatformWithSecretsWhateverIsAllowed() {
        Signatures lenient = new Signatures(
                Properties.with(Map.of("allow-unsigned-callbacks", "true", "callback-secrets.tiktok", "secret")));

        assertThatThrownBy(() -> lenient.check(Platform.TIKTOK, null, BODY)).isInstanceOf(Rejected.class);
    }

    @Test
    void knowsWithoutTheBodyThatNothingCanBeBelieved() {
        assertThatCode(() -> signatures.expect(Platform.INSTAGRAM, RIGHT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> signatures.expect(Platform.INSTAGRAM, null)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> signatures.expect(Platform.TIKTOK, RIGHT)).isInstanceOf(Rejected.class);
    }
}
