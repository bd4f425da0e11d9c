package io.hookline.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** PostgreSQL as a child process, from binaries that come with the build. Its data stays in the directory it was given. */
public final class EmbeddedDatabase implements Database {
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts a server and returns once it answers.
     *
     * @param directory where its data is kept; initialised if it is new
     * @param port the port on loopback
     */
    public static EmbeddedDatabase start(Path directory, int port) {
        try {
            stopLeftOver(directory);
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("max_connections", "200")
                    // The library switches both off for speed; here a commit must mean what it means in production.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setRegisterShutdownHook(false)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start in " + directory, e);
        }
    }

    /** A parent that was killed leaves its server running on the directory, where a second one would not start. */
    private static void stopLeftOver(Path directory) throws IOException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        Optional<ProcessHandle> leftOver = ProcessHandle.of(pid).filter(EmbeddedDatabase::isPostgres);
        if (leftOver.isPresent()) {
            leftOver.get().destroy();
            leftOver.get().onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    @Override
    public Address create(String name) {
        PostgresCatalogue.create(server.getJdbcUrl(USER, "postgres"), USER, "", name);
        return new Address("localhost", server.getPort(), name, USER, "");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }
}
