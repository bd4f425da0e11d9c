package io.hookline.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Apicurio Registry as a child process, which ends with this one however this one ends. */
public final class RegistryServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final URI url;

    private RegistryServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a registry and returns once it answers, with the compatibility rule of the project set.
     *
     * @param port the port on loopback
     * @param log the file its output goes to
     * @param storage where schemas are kept; null: in its memory, gone when it ends
     */
    public static RegistryServer start(int port, Path log, Database.@Nullable Address storage) {
        URI url = URI.create("http://localhost:" + port);
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE);
        builder.environment().putAll(environment(port, storage));
        try {
            RegistryServer server = new RegistryServer(builder.start(), url);
            server.awaitAnswer(log);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The schema registry does not start", e);
        }
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(Path log) {
        Instant limit = Instant.now().plus(START_LIMIT);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!ruleIsSet(client)) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    close();
                    throw new IllegalStateException("The schema registry did not come up; its output is in " + log);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the schema registry", e);
        }
    }

    private boolean ruleIsSet(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/apis/ccompat/v7/config"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .PUT(BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath =
                ownCode() + System.getProperty("path.separator") + directory().resolve("quarkus-run.jar");
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        // A small service that lives shortly: the first compiler and the simplest collector start it fastest.
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.addAll(List.of("-cp", classPath, EndsWithParent.class.getName()));
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        return command;
    }

    private static Map<String, String> environment(int port, Database.@Nullable Address storage) {
        Map<String, String> common = Map.of(
                "QUARKUS_HTTP_HOST", "localhost",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                // It cannot be switched off any more, but its usual port would be the same for all registries of a
                // machine.
                "QUARKUS_MANAGEMENT_HOST", "localhost",
                "QUARKUS_MANAGEMENT_PORT", "0");
        if (storage == null) {
            return common;
        }
        Map<String, String> environment = new HashMap<>(common);
        environment.put("APICURIO_STORAGE_KIND", "sql");
        environment.put("APICURIO_STORAGE_SQL_KIND", "postgresql");
        environment.put("APICURIO_DATASOURCE_URL", storage.jdbcUrl());
        environment.put("APICURIO_DATASOURCE_USERNAME", storage.user());
        environment.put("APICURIO_DATASOURCE_PASSWORD", storage.password());
        return environment;
    }

    private static Path ownCode() {
        CodeSource source = Objects.requireNonNull(
                RegistryServer.class.getProtectionDomain().getCodeSource());
        return Path.of(URI.create(source.getLocation().toString()));
    }

    private static Path directory() {
        try (InputStream in = RegistryServer.class.getResourceAsStream("/hookline-parts.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in));
            return Path.of(properties.getProperty("schema-registry.directory"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
