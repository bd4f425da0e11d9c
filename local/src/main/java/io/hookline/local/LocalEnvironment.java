package io.hookline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The variables by which a shell finds its way around a local stack. */
final class LocalEnvironment {
    private LocalEnvironment() {}

    static Map<String, String> of(LocalSettings settings, LocalSecrets secrets) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOOKLINE_INGEST_URL", settings.url(LocalPort.INGEST));
        environment.put("HOOKLINE_REGISTRY_URL", settings.url(LocalPort.REGISTRY));
        environment.put("HOOKLINE_RECONCILIATION_URL", settings.url(LocalPort.RECONCILIATION));
        environment.put("HOOKLINE_DISPATCH_URL", settings.url(LocalPort.DISPATCH));
        environment.put("HOOKLINE_RECEIVER_URL", settings.url(LocalPort.RECEIVER));
        environment.put("HOOKLINE_KAFKA", "localhost:" + settings.port(LocalPort.KAFKA));
        environment.put("HOOKLINE_SCHEMA_REGISTRY_URL", settings.url(LocalPort.SCHEMA_REGISTRY));
        environment.put("HOOKLINE_ADMIN_TOKEN", secrets.adminToken());
        environment.put("HOOKLINE_TOKEN", Objects.requireNonNull(secrets.workspaceToken()));
        environment.put("HOOKLINE_WORKSPACE_ID", Stack.WORKSPACE);
        return environment;
    }

    /** Writes them as a file that a POSIX shell can source. */
    static void write(Map<String, String> environment, Path file) {
        String lines = environment.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
