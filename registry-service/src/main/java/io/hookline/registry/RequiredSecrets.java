package io.hookline.registry;

import io.hookline.registry.secret.KeySets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Ends a start without the two secrets that have no default, or with an issuer whose tokens could not be told from those for others:
 * one line says what to set, in place of a stack trace.
 */
final class RequiredSecrets implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final Logger log = LoggerFactory.getLogger(RequiredSecrets.class);
    private static final int SHORTEST_ADMIN_TOKEN = 16;

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        problem(event.getEnvironment()).ifPresent(problem -> {
            log.error(problem);
            throw new AbandonedRunException();
        });
    }

    static Optional<String> problem(Environment environment) {
        if (environment.getProperty("registry.admin-token", "").length() < SHORTEST_ADMIN_TOKEN) {
            return Optional.of("registry-service does not start: set HOOKLINE_ADMIN_TOKEN to a secret of at least "
                    + SHORTEST_ADMIN_TOKEN + " characters");
        }
        String keyset = environment.getProperty("registry.keyset", "");
        if (keyset.isBlank()) {
            return Optional.of("registry-service does not start: set HOOKLINE_KEYSET to a key set;"
                    + " `java -jar registry-service-exec.jar generate-keyset` prints a new one");
        }
        return KeySets.isValid(keyset)
                ? oidcProblem(environment)
                : Optional.of(
                        "registry-service does not start: HOOKLINE_KEYSET is not the base64 of a Tink AEAD key set;"
                                + " `java -jar registry-service-exec.jar generate-keyset` prints a valid one");
    }

    private static Optional<String> oidcProblem(Environment environment) {
        String issuer = environment.getProperty("registry.oidc.issuer", "");
        if (issuer.isBlank()) {
            return Optional.empty();
        }
        if (environment.getProperty("registry.oidc.audience", "").isBlank()) {
            return Optional.of("registry-service does not start: HOOKLINE_OIDC_ISSUER is set, so set"
                    + " HOOKLINE_OIDC_AUDIENCE to what the issuer puts into the aud of tokens for Hookline");
        }
        boolean mayBePlain = environment.getProperty("registry.allow-http", Boolean.class, false);
        return issuer.startsWith("https://") || (mayBePlain && issuer.startsWith("http://"))
                ? Optional.empty()
                : Optional.of("registry-service does not start: HOOKLINE_OIDC_ISSUER must begin with https://");
    }
}
