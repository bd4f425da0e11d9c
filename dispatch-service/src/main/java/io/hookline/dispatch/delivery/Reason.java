package io.hookline.dispatch.delivery;

import java.util.Locale;

/** Why a delivery was not taken, in a word for machines and a sentence for people. */
public enum Reason {
    HTTP_STATUS("The endpoint answered with this status."),
    TIMEOUT("The endpoint did not answer completely in time."),
    CONNECT_FAILED("No connection to the endpoint came about."),
    DNS_FAILED("The host name of the URL does not resolve."),
    TLS_FAILED(
            "The TLS handshake failed; see whether the certificate is valid for the host, and the client certificate."),
    BROKEN_RESPONSE("The connection broke, or what came over it was no HTTP answer."),
    AUTHENTICATION_FAILED("No token to log in with could be had from the token URL of the webhook."),
    RESPONSE_TOO_LARGE("The answer was too long; a short one will do."),
    ADDRESS_NOT_ALLOWED("The URL is not HTTPS, or does not lead to public addresses only."),
    SUBSCRIPTION_DELETED("The webhook was deleted before this delivery."),
    SUBSCRIPTION_INACTIVE("The webhook was paused or disabled before this delivery."),
    SECRET_UNAVAILABLE("The secret of the webhook cannot be read, so nothing can be signed; rotate it."),
    EXPIRED("The delivery had become too old."),
    INTERNAL_ERROR("Hookline failed to make this attempt.");

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    String word() {
        return word;
    }

    String sentence() {
        return sentence;
    }
}
