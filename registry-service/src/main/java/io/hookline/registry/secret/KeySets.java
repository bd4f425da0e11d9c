package io.hookline.registry.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The key set that seals what must not be readable at rest, in the form of {@code HOOKLINE_KEYSET}: base64 of a Tink JSON key
 * set. Further keys can be added to it by Tink's own tool; the primary one seals, all of them open.
 */
public final class KeySets {
    private KeySets() {}

    /** A new key set of one AES-256-GCM key. */
    public static String generate() {
        try {
            KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform lacks what AES-GCM needs", e);
        }
    }

    public static boolean isValid(String keyset) {
        try {
            aead(keyset);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    static Aead aead(String keyset) throws GeneralSecurityException {
        String json = new String(Base64.getDecoder().decode(keyset.strip()), StandardCharsets.UTF_8);
        return TinkJsonProtoKeysetFormat.parseKeyset(json, AeadConfig2026.get(), InsecureSecretKeyAccess.get())
                .getPrimitive(AeadConfig2026.get(), Aead.class);
    }
}
