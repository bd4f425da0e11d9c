package io.hookline.dispatch.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Opens what registry-service sealed for one subscription. Thread-safe. */
final class SecretOpener {
    private final Aead aead;

    private SecretOpener(Aead aead) {
        this.aead = aead;
    }

    /** An opener with a key set: Tink's JSON, base64. */
    static SecretOpener of(String keyset) {
        try {
            AeadConfig.register();
            String json = new String(Base64.getDecoder().decode(keyset.strip()), UTF_8);
            return new SecretOpener(TinkJsonProtoKeysetFormat.parseKeyset(
                            json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Its message may hold parts of the key set, so it is not passed on as a cause.
            throw new IllegalArgumentException(
                    "dispatch.keyset (HOOKLINE_KEYSET) is not a Tink AEAD key set as JSON in base64: " + e.getClass());
        }
    }

    /** The clear text of a value sealed for that subscription. */
    String open(ByteBuffer sealed, String subscriptionId) throws GeneralSecurityException {
        byte[] bytes = new byte[sealed.remaining()];
        sealed.duplicate().get(bytes);
        return new String(aead.decrypt(bytes, subscriptionId.getBytes(UTF_8)), UTF_8);
    }
}
