package io.hookline.registry.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClientCertificateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BROKEN_KEY = """
            -----BEGIN PRIVATE KEY-----
            AAAA
            -----END PRIVATE KEY-----
            """;

    private final X509Bundle issuer = issuer("CN=issuer");

    @ParameterizedTest
    @EnumSource(names = {"rsa2048", "ecp256", "ecp384", "ed25519"})
    void takesEveryUsualKey(Algorithm algorithm) {
        X509Bundle bundle = selfSigned(builder("CN=a").algorithm(algorithm));

        assertThat(ClientCertificate.problem(pem(bundle, bundle), NOW)).isEmpty();
    }

    @Test
    void takesAChain() {
        X509Bundle leaf = issuedBy(issuer);

        ClientCertificate certificate = ClientCertificate.parse(chain(leaf, issuer), NOW);

        assertThat(certificate.subject()).isEqualTo("CN=leaf");
        assertThat(certificate.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(certificate.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void wantsTheChainInOrder() {
        assertThat(ClientCertificate.problem(chain(issuedBy(issuer), issuer("CN=stranger")), NOW))
                .contains("must have each certificate followed by the one that issued it");
    }

    @Test
    void wantsTheKeyOfTheCertificate() {
        assertThat(ClientCertificate.problem(pem(issuedBy(issuer), issuedBy(issuer)), NOW))
                .contains("must begin with the certificate that the private key is of");
    }

    @Test
    void refusesWhatHasExpired() {
        X509Bundle bundle = selfSigned(builder("CN=a"));

        assertThat(ClientCertificate.problem(pem(bundle, bundle), NOW.plus(Duration.ofDays(31))))
                .contains("has expired at 2026-01-31T00:00:00Z");
    }

    @Test
    void refusesWhatIsNoCertificate() {
        assertThat(ClientCertificate.problem("", NOW)).isPresent();
        assertThat(ClientCertificate.problem("nothing", NOW)).isPresent();
        assertThat(ClientCertificate.problem(BROKEN_KEY, NOW)).isPresent();
        assertThat(ClientCertificate.problem(BROKEN_KEY.replace("PRIVATE KEY", "CERTIFICATE") + BROKEN_KEY, NOW))
                .isPresent();
    }

    @Test
    void refusesABrokenKey() {
        assertThat(ClientCertificate.problem(issuer.getCertificatePEM() + BROKEN_KEY, NOW))
                .contains("must contain a private key that is RSA, EC or Ed25519");
    }

    private static String pem(X509Bundle certificates, X509Bundle key) {
        return certificates.getCertificatePathPEM() + key.getPrivateKeyPEM();
    }

    private static String chain(X509Bundle leaf, X509Bundle issuer) {
        return leaf.getCertificatePEM() + issuer.getCertificatePEM() + leaf.getPrivateKeyPEM();
    }

    private static CertificateBuilder builder(String subject) {
        return new CertificateBuilder()
                .notBefore(NOW.minus(Duration.ofDays(1)))
                .notAfter(NOW.plus(Duration.ofDays(30)))
                .subject(subject);
    }

    private static X509Bundle issuer(String subject) {
        return selfSigned(builder(subject).setIsCertificateAuthority(true));
    }

    private static X509Bundle selfSigned(CertificateBuilder builder) {
        try {
            return builder.setIsCertificateAuthority(true).buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Bundle issuedBy(X509Bundle issuer) {
        try {
            return builder("CN=leaf").buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
