package io.hookline.dispatch;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/** Certificates that live for a day, from an authority of their own. */
public final class Certificates {
    private final X509Bundle authority = build(
            new CertificateBuilder().subject("CN=An authority of the tests").setIsCertificateAuthority(true));

    /** The authority's own certificate, as HOOKLINE_CA_BUNDLE has it. */
    public String authorityPem() {
        return authority.getCertificatePEM();
    }

    public X509Bundle authority() {
        return authority;
    }

    /** A server's certificate, made out to that name and to 127.0.0.1 if it is {@code localhost}. */
    public X509Bundle server(String name) {
        CertificateBuilder builder =
                new CertificateBuilder().subject("CN=" + name).addSanDnsName(name);
        return issue(name.equals("localhost") ? builder.addSanIpAddress("127.0.0.1") : builder);
    }

    /** A client's certificate. */
    public X509Bundle client(String name) {
        return issue(new CertificateBuilder().subject("CN=" + name));
    }

    /** The chain and the private key, as a webhook has them. */
    public static String pem(X509Bundle bundle) {
        return bundle.getCertificatePathPEM() + bundle.getPrivateKeyPEM();
    }

    private X509Bundle issue(CertificateBuilder builder) {
        try {
            return builder.buildIssuedBy(authority);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Bundle build(CertificateBuilder builder) {
        try {
            return builder.buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
