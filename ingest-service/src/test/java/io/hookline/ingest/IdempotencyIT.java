package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.parts.EmbeddedDatabase;
import io.hookline.parts.Parts;
import io.hookline.parts.Ports;
import io.hookline.schemas.CloudEventHeaders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

final class IdempotencyIT {
    private static final String PATH = "/api/v1/events";
    private static final String TOPIC = "events.analytics.v1";
    private static final String HALF = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    /** By one character. */
    private static final String TOO_LONG = HALF + HALF;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final IngestUnderTest ingest = IngestUnderTest.shared();
    private final String token = ingest.issuer.token("events:write");
    private final String key = "key-" + UUID.randomUUID();
    private final String campaign = "c_" + UUID.randomUUID();

    @Test
    void answersARepeatWithTheFirstAnswer() {
        HttpResponse<String> first = awaitAnswer(key, goal(1));
        HttpResponse<String> second = ingest.post(PATH, token, key, goal(1));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(written()).hasSize(1);
    }

    @Test
    void answersARepeatedBatchWithTheFirstAnswer() {
        String batch = "[" + goal(1) + ", {\"event\": \"goal.achieved\"}, " + goal(2) + "]";

        HttpResponse<String> first = awaitAnswer(key, batch);
        HttpResponse<String> second = ingest.post(PATH, token, key, batch);

        assertThat(first.statusCode()).isEqualTo(207);
        assertThat(second.statusCode()).isEqualTo(207);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(written()).hasSize(2);
    }

    @Test
    void keepsTheAnswerToABatchOfAThousand() {
        String batch = IntStream.range(0, 1_000).mapToObj(this::goal).collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> first = awaitAnswer(key, batch);
        HttpResponse<String> second = ingest.post(PATH, token, key, batch);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(written()).hasSize(1_000);
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() {
        awaitAnswer(key, goal(1));

        HttpResponse<String> answer = ingest.post(PATH, token, key, goal(2));

        Problems.assertProblem(answer, 422);
        assertThat(written()).hasSize(1);
    }

    @Test
    void givesTheKeyFreeAfterAnError() {
        Problems.assertProblem(awaitAnswer(key, "{\"event\": \"goal.achieved\"}"), 400);

        assertThat(ingest.post(PATH, token, key, goal(1)).statusCode()).isEqualTo(202);
        assertThat(written()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", TOO_LONG})
    void refusesWhatIsNoKey(String header) {
        HttpResponse<String> answer = ingest.post(PATH, token, header, goal(1));

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactly("Idempotency-Key");
    }

    @Test
    void carriesOutWhatTwoInstancesAreToldAtTheSameTimeOnce() {
        awaitAnswer("other-" + key, goal(0));
        HttpClient http = HttpClient.newHttpClient();
        try (ConfigurableApplicationContext other = ingest.startAnother()) {
            URI second = IngestUnderTest.urlOf(other);
            // The first ones make it ready.
            await().atMost(PATIENCE)
                    .until(() -> IngestUnderTest.send(http, keyed(second, "ready-" + key, goal(0)))
                                    .statusCode()
                            == 202);
            long before = written().size();

            for (int round = 0; round < 20; round++) {
                String same = key + round;
                String body = goal(round);
                List<CompletableFuture<HttpResponse<String>>> racing = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    racing.add(http.sendAsync(
                            keyed(i % 2 == 0 ? ingest.url() : second, same, body), BodyHandlers.ofString()));
                }
                List<HttpResponse<String>> answers =
                        racing.stream().map(CompletableFuture::join).toList();

                assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(202, 409);
                assertThat(answers.stream()
                                .filter(answer -> answer.statusCode() == 409)
                                .toList())
                        .allSatisfy(answer -> assertThat(answer.headers().firstValue("Retry-After"))
                                .contains("1"));
                assertThat(answers.stream()
                                .filter(answer -> answer.statusCode() == 202)
                                .map(HttpResponse::body)
                                .distinct())
                        .hasSize(1);
            }
            assertThat(written()).hasSize(Math.toIntExact(before) + 20);
        }
    }

    /** A dead instance leaves a row without an answer behind, whose lease runs out. */
    @Test
    void takesOverFromAnInstanceThatDiedAndEmitsTheSameIds() throws SQLException {
        String batch = "[" + goal(1) + "," + goal(2) + "]";
        List<String> ids = BatchAnswers.ids(awaitAnswer(key, batch));
        change("update idempotency set status = null, answer = null where key = ?");

        Problems.assertProblem(ingest.post(PATH, token, key, batch), 409);
        change("update idempotency set leased_until = now() where key = ?");
        Problems.assertProblem(ingest.post(PATH, token, key, goal(3)), 422);
        HttpResponse<String> again = ingest.post(PATH, token, key, batch);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(BatchAnswers.ids(again)).isEqualTo(ids);
        assertThat(written())
                .extracting(record -> record.header(CloudEventHeaders.ID))
                .containsExactlyElementsOf(
                        IntStream.range(0, 4).mapToObj(i -> ids.get(i % 2)).toList());
    }

    @Test
    void forgetsKeysWhenTheyAreOver() throws SQLException {
        awaitAnswer(key, goal(1));

        change("update idempotency set expires_at = now() where key = ?");

        await().atMost(PATIENCE).until(() -> rows() == 0);
        HttpResponse<String> answer = ingest.post(PATH, token, key, goal(2));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    /** Starts without its database, gets it, loses it, and gets it back. */
    @Test
    void goesOnWithoutTheDatabaseForAllThatNeedNone(@TempDir Path directory) {
        int port = Ports.free();
        HttpClient http = HttpClient.newHttpClient();
        Answers keys = Answers.start(exchange -> Answers.text(exchange, 200, ingest.issuer.jwks()));
        EmbeddedDatabase database = null;
        try (keys;
                ConfigurableApplicationContext context = IngestUnderTest.start(
                        "--ingest.kafka=" + Parts.kafka(),
                        "--ingest.kafka-timeout=20s",
                        "--ingest.schema-registry-url=" + Parts.schemaRegistry().url(),
                        "--ingest.jwks-url=" + keys.url("/"),
                        "--ingest.jwks-timeout=60s",
                        "--ingest.database.host=localhost",
                        "--ingest.database.port=" + port,
                        "--ingest.database.name=postgres",
                        "--ingest.database.user=postgres")) {
            URI url = IngestUnderTest.urlOf(context);
            assertGoesOnWithout(http, url);

            database = EmbeddedDatabase.start(directory, port);
            await().atMost(PATIENCE).until(() -> status(http, keyed(url, key, goal(1))) == 202);

            database.close();
            assertGoesOnWithout(http, url);

            database = EmbeddedDatabase.start(directory, port);
            await().atMost(PATIENCE).until(() -> status(http, keyed(url, key, goal(1))) == 202);
            assertThat(IngestUnderTest.send(http, keyed(url, key, goal(1)))
                            .headers()
                            .firstValue("Idempotency-Replayed"))
                    .contains("true");
        } finally {
            if (database != null) {
                database.close();
            }
        }
        // Once before the database went, and never again.
        assertThat(written().stream()
                        .filter(record -> record.header(CloudEventHeaders.ID).startsWith("evt_")))
                .hasSize(1);
    }

    @Test
    void takesNoKeysWhereNoDatabaseIsConfigured() {
        HttpClient http = HttpClient.newHttpClient();
        Answers keys = Answers.start(exchange -> Answers.text(exchange, 200, ingest.issuer.jwks()));
        try (keys;
                ConfigurableApplicationContext context = IngestUnderTest.start(
                        "--ingest.kafka=" + Parts.kafka(),
                        "--ingest.kafka-timeout=20s",
                        "--ingest.schema-registry-url=" + Parts.schemaRegistry().url(),
                        "--ingest.jwks-url=" + keys.url("/"),
                        "--ingest.jwks-timeout=60s")) {
            assertGoesOnWithout(http, IngestUnderTest.urlOf(context));
        }
    }

    private void assertGoesOnWithout(HttpClient http, URI url) {
        HttpResponse<String> keyed = IngestUnderTest.send(http, keyed(url, key, goal(1)));
        Problems.assertProblem(keyed, 503);
        assertThat(keyed.headers().firstValue("Retry-After")).contains("5");

        String plain = goal(1).replace("{\"event\"", "{\"id\": \"plain_" + UUID.randomUUID() + "\", \"event\"");
        assertThat(status(
                        http, request(url).POST(BodyPublishers.ofString(plain)).build()))
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> status(
                                http,
                                IngestUnderTest.request(url, "/actuator/health/readiness")
                                        .build())
                        == 200);
    }

    /** The first request may come before the tables are there. */
    private HttpResponse<String> awaitAnswer(String key, String body) {
        return await().atMost(PATIENCE)
                .until(() -> ingest.post(PATH, token, key, body), answer -> answer.statusCode() != 503);
    }

    private static int status(HttpClient http, HttpRequest request) {
        return IngestUnderTest.send(http, request).statusCode();
    }

    private HttpRequest keyed(URI url, String key, String body) {
        return request(url)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(URI url) {
        return IngestUnderTest.request(url, PATH).header("Authorization", "Bearer " + token);
    }

    private List<KafkaLog.Entry> written() {
        return ingest.log.withKey(TOPIC, "ws_789:" + campaign);
    }

    private String goal(int achieved) {
        return """
                {"event": "goal.achieved", "data": {"campaignId": "%s", "goalType": "reach", "target": 1, "achieved": %d, \
                "percentageComplete": 1}}""".formatted(campaign, achieved);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    private int rows() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("select count(*) from idempotency where key = ?")) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                ingest.database.jdbcUrl(), ingest.database.user(), ingest.database.password());
    }
}
