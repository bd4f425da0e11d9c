package io.hookline.local;

import io.hookline.dispatch.DispatchApplication;
import io.hookline.ingest.IngestApplication;
import io.hookline.parts.Database;
import io.hookline.reconciliation.ReconciliationApplication;
import io.hookline.registry.RegistryApplication;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The four services, with what each is told by its environment in a local stack. */
public enum Service {
    REGISTRY("registry-service", LocalPort.REGISTRY, RegistryApplication::application) {
        @Override
        void configure(Map<String, String> environment, LocalSettings settings, LocalSecrets secrets) {
            environment.put("HOOKLINE_ADMIN_TOKEN", secrets.adminToken());
            environment.put("HOOKLINE_KEYSET", secrets.keyset());
            environment.put("HOOKLINE_ALLOW_HTTP", "true");
        }
    },
    INGEST("ingest-service", LocalPort.INGEST, IngestApplication::application) {
        @Override
        void configure(Map<String, String> environment, LocalSettings settings, LocalSecrets secrets) {
            environment.put("HOOKLINE_RECONCILIATION_URL", settings.url(LocalPort.RECONCILIATION));
            environment.put("HOOKLINE_INTERNAL_SECRET", secrets.internalSecret());
            environment.put("HOOKLINE_ALLOW_UNSIGNED_CALLBACKS", "true");
        }
    },
    RECONCILIATION("reconciliation-service", LocalPort.RECONCILIATION, ReconciliationApplication::application) {
        @Override
        void configure(Map<String, String> environment, LocalSettings settings, LocalSecrets secrets) {
            environment.put("HOOKLINE_INTERNAL_SECRET", secrets.internalSecret());
        }
    },
    DISPATCH("dispatch-service", LocalPort.DISPATCH, DispatchApplication::application) {
        @Override
        void configure(Map<String, String> environment, LocalSettings settings, LocalSecrets secrets) {
            environment.put("HOOKLINE_KEYSET", secrets.keyset());
            environment.put("HOOKLINE_ALLOW_HTTP", "true");
            environment.put("HOOKLINE_ALLOWED_ADDRESSES", "127.0.0.0/8,::1/128");
            environment.put("HOOKLINE_RETRY_DELAYS", settings.retryDelays());
        }
    };

    private final String module;
    private final LocalPort port;

    @SuppressWarnings("ImmutableEnumChecker") // A method reference, which holds no state.
    private final Supplier<SpringApplicationBuilder> application;

    Service(String module, LocalPort port, Supplier<SpringApplicationBuilder> application) {
        this.module = module;
        this.port = port;
        this.application = application;
    }

    abstract void configure(Map<String, String> environment, LocalSettings settings, LocalSecrets secrets);

    /** The module it is built in, which is also its name. */
    public String module() {
        return module;
    }

    public LocalPort port() {
        return port;
    }

    SpringApplicationBuilder application() {
        return application.get();
    }

    /** The environment variables that make it part of this stack; the same for a context in this JVM and for a process. */
    Map<String, String> environment(LocalSettings settings, LocalSecrets secrets, Infrastructure infrastructure) {
        Map<String, String> environment = new HashMap<>();
        environment.put(port.variable(), Integer.toString(settings.port(port)));
        environment.put("HOOKLINE_KAFKA", "localhost:" + settings.port(LocalPort.KAFKA));
        environment.put("HOOKLINE_SCHEMA_REGISTRY_URL", settings.url(LocalPort.SCHEMA_REGISTRY));
        environment.put("HOOKLINE_SCHEMA_REGISTRY_SERDE", "apicurio");
        environment.put("HOOKLINE_JWKS_URL", settings.url(LocalPort.REGISTRY) + "/.well-known/jwks.json");
        environment.put("HOOKLINE_TOKEN_ISSUER", "hookline");
        if (this != DISPATCH) {
            Database.Address database = infrastructure.database(name().toLowerCase(Locale.ROOT));
            String prefix = this == INGEST ? "HOOKLINE_INGEST_DATABASE_" : "HOOKLINE_DATABASE_";
            environment.put(prefix + "HOST", database.host());
            environment.put(prefix + "PORT", Integer.toString(database.port()));
            environment.put(prefix + "NAME", database.name());
            environment.put(prefix + "USER", database.user());
            environment.put(prefix + "PASSWORD", database.password());
        }
        configure(environment, settings, secrets);
        return environment;
    }
}
