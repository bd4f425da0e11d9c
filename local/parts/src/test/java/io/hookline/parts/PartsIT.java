package io.hookline.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.event.PostFailed;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartsIT {
    private static final String TOPIC = Topics.EVENTS_PUBLISHING.topicName();

    @Test
    void createsEveryTopicOnTheBroker() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Parts.kafka()))) {
            admin.createTopics(Topics.toCreate(List.of(Topics.values()))).all().get();

            Set<String> names = admin.listTopics().names().get();

            assertThat(names).contains("subscriptions.v1", "deliveries.v1", "events.publishing.v1.dead");
        }
    }

    @Test
    void givesEachAskerAnEmptyDatabase() throws Exception {
        Database.Address first = Parts.database("orders");
        Database.Address second = Parts.database("orders");

        assertThat(first.name()).isNotEqualTo(second.name());
        try (Connection connection = DriverManager.getConnection(first.jdbcUrl(), first.user(), first.password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void leavesNoDatabaseBehindWhenItsParentIsKilled(@TempDir Path directory) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsDatabase.class.getName(),
                        directory.toString(),
                        Integer.toString(Ports.free()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(parent.inputReader().readLine()).isEqualTo(HoldsDatabase.STARTED);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(directory.resolve("postmaster.pid")).getFirst()))
                .orElseThrow();

        parent.destroyForcibly().waitFor();

        assertThat(server.onExit()).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void writesWhatReadersOfTheConfluentApiCanDecode() throws Exception {
        PostFailed event = new PostFailed("post_1", "tiktok", "spam", null);
        byte[] bytes;
        try (Serializer<Object> serializer = Parts.schemaRegistry().serializer()) {
            bytes = serializer.serialize(TOPIC, event);
        }
        ByteBuffer wire = ByteBuffer.wrap(bytes);
        assertThat(wire.get()).isZero();

        Schema schema = fetchedOverConfluentApi(wire.getInt());

        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.get("postId")).hasToString("post_1");
        assertThat(get("/apis/ccompat/v7/subjects")).contains("\"" + TOPIC + "-io.hookline.event.PostFailed\"");
        assertThat(get("/apis/ccompat/v7/config")).contains("FULL_TRANSITIVE");
    }

    @Test
    void readsBackWhatWasWritten() {
        SchemaRegistry registry = Parts.schemaRegistry();
        PostFailed event = new PostFailed("post_1", "tiktok", "spam", "SPAM");
        try (Serializer<Object> serializer = registry.serializer();
                Deserializer<SpecificRecord> specific = registry.specificDeserializer();
                Deserializer<GenericRecord> generic = registry.genericDeserializer()) {
            byte[] bytes = serializer.serialize(TOPIC, event);

            assertThat(specific.deserialize(TOPIC, bytes)).isEqualTo(event);
            assertThat(generic.deserialize(TOPIC, bytes).get("errorCode")).hasToString("SPAM");
        }
    }

    private static Schema fetchedOverConfluentApi(int id) throws Exception {
        String answer = get("/apis/ccompat/v7/schemas/ids/" + id);
        String escaped = answer.substring(answer.indexOf("\"schema\":\"") + 10, answer.lastIndexOf("}\"") + 1);
        return new Schema.Parser().parse(escaped.replace("\\\"", "\"").replace("\\\\", "\\"));
    }

    private static String get(String path) throws Exception {
        URI url = Parts.schemaRegistry().url().resolve(path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
