package io.hookline.parts;

import io.hookline.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The parts that the tests of one JVM share. Each is started when it is first asked for and ends with the JVM. With the
 * system property {@code hookline.test.containers=true}, broker and database run in containers. Thread-safe.
 */
public final class Parts {
    private static final boolean CONTAINERS = Boolean.getBoolean("hookline.test.containers");
    private static final int TRIES = 5;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Parts() {}

    public static String kafka() {
        return SharedBroker.INSTANCE.bootstrapServers();
    }

    /** A new, empty database, whose name begins as given. */
    public static Database.Address database(String name) {
        return SharedDatabase.INSTANCE.create(name + "_" + DATABASES.incrementAndGet());
    }

    public static SchemaRegistry schemaRegistry() {
        return new SchemaRegistry(SharedRegistry.INSTANCE.url(), SchemaRegistry.Serde.APICURIO);
    }

    private static <T extends AutoCloseable> T closedAtExit(T part) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(part)));
        return part;
    }

    /** A part with a directory of its own, which goes after it: a broker whose log is deleted under it would halt the JVM. */
    private static <T extends AutoCloseable> T embedded(String name, BiFunction<Path, Integer, T> start) {
        Path directory = temporaryDirectory(name);
        T part = onFreePort(port -> start.apply(newDirectory(directory.resolve(Integer.toString(port))), port));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            closeQuietly(part);
            delete(directory);
        }));
        return part;
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(Parts.class).warn("A part did not close", e);
        }
    }

    /** A port that was free when it was looked at may be taken when it is used, which is nobody's fault: try another. */
    private static <T> T onFreePort(IntFunction<T> start) {
        for (int i = 1; ; i++) {
            try {
                return start.apply(Ports.free());
            } catch (RuntimeException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Path temporaryDirectory(String name) {
        try {
            return Files.createTempDirectory("hookline-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newDirectory(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The system clears its temporary files itself.
        }
    }

    private static final class SharedBroker {
        private static final Broker INSTANCE = CONTAINERS
                ? closedAtExit(ContainerBroker.start())
                : embedded("kafka", (directory, port) -> EmbeddedBroker.start(directory, port, Ports.free()));
    }

    private static final class SharedDatabase {
        private static final Database INSTANCE =
                CONTAINERS ? closedAtExit(ContainerDatabase.start()) : embedded("postgres", EmbeddedDatabase::start);
    }

    private static final class SharedRegistry {
        private static final RegistryServer INSTANCE = embedded(
                "registry", (directory, port) -> RegistryServer.start(port, directory.resolve("registry.log"), null));
    }
}
