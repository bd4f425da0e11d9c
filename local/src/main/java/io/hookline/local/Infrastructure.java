package io.hookline.local;

import io.hookline.parts.Database;
import io.hookline.parts.EmbeddedBroker;
import io.hookline.parts.EmbeddedDatabase;
import io.hookline.parts.RegistryServer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker, database and schema registry of one stack, all keeping their data in its directory. */
final class Infrastructure implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Infrastructure.class);

    private final EmbeddedBroker broker;
    private final EmbeddedDatabase database;
    private final RegistryServer registry;

    private Infrastructure(EmbeddedBroker broker, EmbeddedDatabase database, RegistryServer registry) {
        this.broker = broker;
        this.database = database;
        this.registry = registry;
    }

    static Infrastructure start(LocalSettings settings) {
        Path directory = settings.directory();
        CompletableFuture<EmbeddedBroker> broker = CompletableFuture.supplyAsync(() -> EmbeddedBroker.start(
                directory.resolve("kafka"), settings.port(LocalPort.KAFKA), settings.port(LocalPort.KAFKA_CONTROLLER)));
        CompletableFuture<EmbeddedDatabase> database = CompletableFuture.supplyAsync(
                () -> EmbeddedDatabase.start(directory.resolve("postgres"), settings.port(LocalPort.POSTGRES)));
        CompletableFuture<RegistryServer> registry = database.thenApplyAsync(server -> RegistryServer.start(
                settings.port(LocalPort.SCHEMA_REGISTRY),
                directory.resolve("schema-registry.log"),
                server.create("apicurio")));
        try {
            return new Infrastructure(broker.join(), database.join(), registry.join());
        } catch (CompletionException e) {
            // What did start must not outlive what did not.
            registry.handle((server, failure) -> close(server)).join();
            broker.handle((server, failure) -> close(server)).join();
            database.handle((server, failure) -> close(server)).join();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    Database.Address database(String name) {
        return database.create(name);
    }

    @Override
    public void close() {
        close(registry);
        close(broker);
        close(database);
    }

    private static boolean close(@Nullable AutoCloseable part) {
        if (part == null) {
            return false;
        }
        try {
            part.close();
            return true;
        } catch (Exception e) {
            log.warn("A part did not close", e);
            return false;
        }
    }
}
