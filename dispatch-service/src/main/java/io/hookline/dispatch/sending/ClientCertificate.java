package io.hookline.dispatch.sending;

/**
 * What a webhook's requests show of themselves in mutual TLS. Its text form does not show the key.
 *
 * @param owner the subscription it belongs to; no other's requests take a connection that was made with it
 * @param pem the certificate chain and the private key (PKCS 8, not encrypted)
 */
public record ClientCertificate(String owner, String pem) {

    @Override
    public String toString() {
        return "ClientCertificate[" + owner + "]";
    }
}
