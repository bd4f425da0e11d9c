package io.hookline.dispatch.signing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/** ed25519, with one {@link Signature} for each thread. */
final class Ed25519 {
    static final int SEED_BYTES = 32;
    static final int PUBLIC_KEY_BYTES = 32;

    private static final String ALGORITHM = "Ed25519";
    private static final ThreadLocal<Signature> SIGNATURE = ThreadLocal.withInitial(Ed25519::newSignature);

    private Ed25519() {}

    /** The private key that stands for {@value #SEED_BYTES} bytes. */
    static PrivateKey key(byte[] seed) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Any " + SEED_BYTES + " bytes are a key", e);
        }
    }

    /** Signs the parts as if they were one; leaves their positions alone. */
    static byte[] sign(PrivateKey key, ByteBuffer... parts) {
        Signature signature = SIGNATURE.get();
        try {
            signature.initSign(key);
            for (ByteBuffer part : parts) {
                signature.update(part.duplicate());
            }
            return signature.sign();
        } catch (InvalidKeyException | SignatureException e) {
            throw new IllegalStateException("A key that was made here signs", e);
        }
    }

    private static Signature newSignature() {
        try {
            return Signature.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform since 15 has " + ALGORITHM, e);
        }
    }
}
