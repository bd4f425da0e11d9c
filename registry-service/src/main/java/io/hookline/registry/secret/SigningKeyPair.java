package io.hookline.registry.secret;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * The ed25519 keys of a webhook whose deliveries are signed with {@code v1a}, in the forms of Standard Webhooks. The private half
 * is never part of {@code toString}.
 *
 * @param privateText {@code whsk_} and the base64 of the seed followed by the public key, 64 bytes in all
 * @param publicText {@code whpk_} and the base64 of the public key, for receivers to verify with
 */
public record SigningKeyPair(String privateText, String publicText) {
    private static final String PRIVATE_PREFIX = "whsk_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;

    public static SigningKeyPair random(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(255, random);
            return of(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has Ed25519", e);
        }
    }

    private static SigningKeyPair of(KeyPair pair) {
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        // Its X.509 form ends with the very bytes.
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        byte[] both = Arrays.copyOf(seed, 2 * KEY_BYTES);
        System.arraycopy(point, 0, both, KEY_BYTES, KEY_BYTES);
        Base64.Encoder base64 = Base64.getEncoder();
        return new SigningKeyPair(
                PRIVATE_PREFIX + base64.encodeToString(both), PUBLIC_PREFIX + base64.encodeToString(point));
    }

    @Override
    public String toString() {
        return "SigningKeyPair[" + publicText + "]";
    }
}
