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
    private static final String PID_FILE = "postmaster.pid";

    private final EmbeddedPostgres server;
    private final Process guard;

    private EmbeddedDatabase(EmbeddedPostgres server, Process guard) {
        this.server = server;
        this.guard = guard;
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
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("max_connections", "200")
                    // The library switches both off for speed; here a commit must mean what it means in production.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    // Its defaults are for the smallest of machines: every other page would be read again, and written
                    // whole
                    // to the log after each of many checkpoints.
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .setRegisterShutdownHook(false)
                    .start();
            return new EmbeddedDatabase(server, guard(pid(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start in " + directory, e);
        }
    }

    /**
     * Stops the server when this process is gone, however it went: its end of the pipe is closed then. A server has no such pipe
     * itself.
     */
    private static Process guard(long pid) throws IOException {
        return new ProcessBuilder("sh", "-c", "read line || kill -INT \"$1\"", "sh", Long.toString(pid)).start();
    }

    private static long pid(Path directory) throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve(PID_FILE)).getFirst().strip());
    }

    /** Where there is no {@code sh}, or a machine went down, a server or its file may be left, and a second one would not start. */
    private static void stopLeftOver(Path directory) throws IOException {
        Path pidFile = directory.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> leftOver = ProcessHandle.of(pid(directory)).filter(EmbeddedDatabase::isPostgres);
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
            // A line, unlike the end, tells it that there is nothing left to do.
            guard.outputWriter().append('\n').close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }
}
