package io.hookline.client.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** A public key, {@code whpk_<base64>}: {@code v1a}. */
final class Ed25519Key implements VerificationKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PREFIX = "whpk_";
    private static final int LENGTH = 32;
    /** What X.509 puts before the 32 bytes of an Ed25519 key. */
    private static final byte[] X509_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;

    /** Throws {@link IllegalArgumentException} if it is not a key. */
    Ed25519Key(String publicKey) {
        this.key = parse(publicKey);
    }

    @Override
    public String version() {
        return "v1a";
    }

    @Override
    public boolean made(byte[] signature, byte[] signed) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(signed);
            return verification.verify(signature);
        } catch (SignatureException e) {
            // It has not the form of a signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform from 15 on has " + ALGORITHM, e);
        }
    }

    private static PublicKey parse(String publicKey) {
        if (!publicKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A public key begins with " + PREFIX);
        }
        byte[] bytes = Base64.getDecoder().decode(publicKey.substring(PREFIX.length()));
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A public key has " + LENGTH + " bytes, this one has " + bytes.length);
        }
        byte[] encoded = new byte[X509_HEADER.length + LENGTH];
        System.arraycopy(X509_HEADER, 0, encoded, 0, X509_HEADER.length);
        System.arraycopy(bytes, 0, encoded, X509_HEADER.length, LENGTH);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is not a public key", e);
        }
    }
}
