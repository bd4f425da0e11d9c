package io.hookline.registry.subscription;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A certificate for mutual TLS, with the chain behind it and its private key; the key fits, and each certificate is issued by the
 * next. Its text is never part of {@code toString}.
 *
 * @param pem all of it, as it was given
 * @param leaf the certificate that the key is of
 */
record ClientCertificate(String pem, X509Certificate leaf) {
    private static final int LONGEST = 32_768;
    private static final int LONGEST_CHAIN = 10;
    private static final byte[] PROBE = "whose key is it".getBytes(StandardCharsets.US_ASCII);

    /** Reads the PEM text; {@link IllegalArgumentException} says what is wrong with it. */
    static ClientCertificate parse(String pem, Instant now) {
        require(pem.length() <= LONGEST, "must have at most " + LONGEST + " characters");
        require(
                pem.contains("-----BEGIN PRIVATE KEY-----"),
                "must contain the private key as unencrypted PKCS 8 (-----BEGIN PRIVATE KEY-----)");
        List<X509Certificate> chain = chain(pem);
        X509Certificate leaf = chain.getFirst();
        require(belongTogether(key(pem), leaf), "must begin with the certificate that the private key is of");
        for (int i = 1; i < chain.size(); i++) {
            require(
                    isIssuedBy(chain.get(i - 1), chain.get(i)),
                    "must have each certificate followed by the one that issued it");
        }
        require(
                leaf.getNotAfter().toInstant().isAfter(now),
                "has expired at " + leaf.getNotAfter().toInstant());
        return new ClientCertificate(pem, leaf);
    }

    /** What is wrong with the text, if anything is. */
    static Optional<String> problem(String pem, Instant now) {
        try {
            parse(pem, now);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    String subject() {
        return leaf.getSubjectX500Principal().getName();
    }

    Instant notAfter() {
        return leaf.getNotAfter().toInstant();
    }

    private static List<X509Certificate> chain(String pem) {
        List<X509Certificate> chain =
                read(() -> PemContent.of(pem).getCertificates(), "must contain a certificate in PEM");
        require(!chain.isEmpty() && chain.size() <= LONGEST_CHAIN, "must have 1 to " + LONGEST_CHAIN + " certificates");
        return chain;
    }

    private static PrivateKey key(String pem) {
        return read(() -> PemContent.of(pem).getPrivateKey(), "must contain a private key that is RSA, EC or Ed25519");
    }

    /** The library has a kind of exception for each thing that may be wrong. */
    private static <T> T read(Supplier<T> reading, String expected) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(expected);
        }
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "ClientCertificate[" + subject() + "]";
    }
}
