package io.hookline.registry.subscription;

import io.hookline.registry.secret.Sealed;
import java.time.Instant;

/**
 * What a webhook identifies itself with at its endpoint (mutual TLS).
 *
 * @param value the chain and its private key in PEM, which nobody can read here
 * @param subject whom it is for
 * @param notAfter when it expires
 */
record SealedCertificate(Sealed value, String subject, Instant notAfter) {}
