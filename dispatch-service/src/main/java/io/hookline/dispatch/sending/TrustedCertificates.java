package io.hookline.dispatch.sending;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates endpoints may have: those that the Java platform trusts, and those that the operator does. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Reads them.
     *
     * @param bundle a PEM file of certificates that are trusted too; null: none
     */
    static TrustManager read(@Nullable Path bundle) {
        try {
            return bundle == null ? trusting(null) : trusting(platformsAnd(bundle));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "dispatch.ca-bundle (HOOKLINE_CA_BUNDLE) cannot be read as a PEM file of certificates: " + bundle,
                    e);
        }
    }

    private static KeyStore platformsAnd(Path bundle) throws GeneralSecurityException, IOException {
        List<Certificate> added = certificates(bundle);
        Stream<X509Certificate> platforms = trusting(null) instanceof X509TrustManager manager
                ? Stream.of(manager.getAcceptedIssuers())
                : Stream.empty();
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : Stream.concat(platforms, added.stream()).toList()) {
            store.setCertificateEntry(Integer.toString(store.size()), certificate);
        }
        return store;
    }

    private static List<Certificate> certificates(Path bundle) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(bundle)) {
            List<Certificate> certificates =
                    new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (certificates.isEmpty()) {
                throw new IOException("There is no certificate in the file");
            }
            return certificates;
        }
    }

    /** Null: what the platform trusts. */
    private static TrustManager trusting(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers()[0];
    }
}
