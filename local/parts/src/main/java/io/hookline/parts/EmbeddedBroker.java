package io.hookline.parts;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.MetadataVersion;

/** A KRaft broker and controller in this JVM. Its data stays in the directory it was given, so it can be started again. */
public final class EmbeddedBroker implements Broker {
    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns once it answers.
     *
     * @param directory where its log is kept; formatted if it is new
     * @param port the port for clients on loopback
     * @param controllerPort the port for the controller on loopback; the same at every start with one directory
     */
    public static EmbeddedBroker start(Path directory, int port, int controllerPort) {
        try {
            Files.createDirectories(directory);
            format(directory, controllerPort);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot prepare the broker's directory " + directory, e);
        }
        KafkaRaftServer server = new KafkaRaftServer(
                new KafkaConfig(configuration(directory, port, controllerPort), false), Time.SYSTEM);
        server.startup();
        EmbeddedBroker broker = new EmbeddedBroker(server, "localhost:" + port);
        broker.awaitAnswer();
        return broker;
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private void awaitAnswer() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not answer on " + bootstrapServers, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the broker", e);
        }
    }

    private static void format(Path directory, int controllerPort) throws Exception {
        try (PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silence)
                    .setClusterId(clusterId(directory))
                    .setNodeId(NODE_ID)
                    .setDirectories(Set.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .setInitialControllers(DynamicVoters.parse(
                            NODE_ID + "@localhost:" + controllerPort + ":" + fixedDirectoryId(directory)))
                    .setHasDynamicQuorum(true)
                    .run();
        }
    }

    /** Formatting again needs the ids of the first time, so they are derived from the place. */
    private static String clusterId(Path directory) {
        return uuidFrom("cluster " + directory.toAbsolutePath());
    }

    private static String fixedDirectoryId(Path directory) {
        return uuidFrom("directory " + directory.toAbsolutePath());
    }

    private static String uuidFrom(String name) {
        UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()).toString();
    }

    private static Map<String, Object> configuration(Path directory, int port, int controllerPort) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("process.roles", "broker,controller");
        configuration.put("node.id", Integer.toString(NODE_ID));
        configuration.put("log.dirs", directory.toString());
        configuration.put("controller.quorum.bootstrap.servers", "localhost:" + controllerPort);
        configuration.put("controller.listener.names", "CONTROLLER");
        configuration.put("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        configuration.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        configuration.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        configuration.put("offsets.topic.replication.factor", "1");
        configuration.put("offsets.topic.num.partitions", "3");
        configuration.put("transaction.state.log.replication.factor", "1");
        configuration.put("transaction.state.log.num.partitions", "1");
        configuration.put("transaction.state.log.min.isr", "1");
        configuration.put("share.coordinator.state.topic.replication.factor", "1");
        configuration.put("share.coordinator.state.topic.num.partitions", "1");
        configuration.put("share.coordinator.state.topic.min.isr", "1");
        // Nobody joins late here, so waiting for further members before the first assignment only costs time.
        configuration.put("group.initial.rebalance.delay.ms", "0");
        // Topics are created by the services, with the partitions that Topics names.
        configuration.put("auto.create.topics.enable", "false");
        // Preallocated index files would be 20 MB for each of some hundred partitions.
        configuration.put("log.index.size.max.bytes", "262144");
        configuration.put("log.cleaner.dedupe.buffer.size", "4194304");
        return configuration;
    }
}
