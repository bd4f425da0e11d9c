package io.hookline.registry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.RunningRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook with 100,000 recorded deliveries, among as many of others. */
final class LargeRecordIT {
    private static final int DELIVERIES = 100_000;
    private static final int PAGE = 50;
    /** One a minute, back from now. Every hundredth has failed. */
    private static final String FILL = """
            insert into delivery (id, subscription_id, event_id, event_type, source_topic, source_partition, source_offset,
                status, last_attempt, last_started_at, created_at, updated_at)
            select 'dlv_' || md5(:webhook || i), case when i % 2 = 0 then :webhook else 'wh_' || i % 20 end, 'evt_' || i,
                'post.published', 'events.publishing.v1', i % 6, i, case when i % 100 = 0 then 'failed' else 'delivered' end, 1,
                now() - i * interval '30 seconds', now() - i * interval '30 seconds', now()
            from generate_series(1, 2 * :deliveries) as i""";

    private static final String WEEKS = """
            select count(make_partition('delivery', 'created_at', monday::date)) from generate_series(
                date_trunc('week', now() at time zone 'UTC') - interval '11 weeks',
                date_trunc('week', now() at time zone 'UTC'), interval '7 days') as monday""";

    private final RunningRegistry registry = RunningRegistry.shared();
    private final DatabaseClient database = registry.context().getBean(DatabaseClient.class);
    private final String token = registry.token(registry.newWorkspace());
    private final String webhook = registry.webhook(token, "*");

    @BeforeEach
    void fill() {
        database.sql(WEEKS).then().block();
        database.sql(FILL)
                .bind("webhook", webhook)
                .bind("deliveries", DELIVERIES)
                .then()
                .block();
        database.sql("analyze delivery").then().block();
    }

    @Test
    void listsItsFirstPageFromAnIndex() {
        Instant asked = Instant.now();
        List<JsonNode> page = registry.get(token, "/api/v1/webhooks/" + webhook + "/deliveries")
                .expect(200)
                .items();
        IO.println("The first of 100,000 deliveries took "
                + Duration.between(asked, Instant.now()).toMillis() + " ms");

        assertThat(page).hasSize(PAGE);
        assertThat(plan(new Deliveries.Filter(null, null, null, null))).allSatisfy(LargeRecordIT::readsLittle);
        assertThat(plan(new Deliveries.Filter("failed", null, null, null))).allSatisfy(LargeRecordIT::readsLittle);
        assertThat(plan(new Deliveries.Filter(
                        null, null, asked.minus(Duration.ofDays(30)), asked.minus(Duration.ofDays(20)))))
                .allSatisfy(LargeRecordIT::readsLittle);
    }

    /** A partition without any row may be looked at as a whole: there is nothing to it. */
    private static void readsLittle(JsonNode node) {
        String type = node.get("Node Type").asString();
        double rows =
                node.get("Actual Rows").asDouble() * node.get("Actual Loops").asDouble();
        if (type.equals("Seq Scan") || type.contains("Bitmap")) {
            assertThat(rows + node.path("Rows Removed by Filter").asDouble())
                    .as(node.toString())
                    .isZero();
        } else {
            assertThat(rows).as(node.toString()).isLessThanOrEqualTo(PAGE + 1);
        }
    }

    /** All nodes of the plan as it was carried out. */
    private List<JsonNode> plan(Deliveries.Filter filter) {
        DatabaseClient.GenericExecuteSpec query = database.sql(
                        "explain (analyze, format json) " + R2dbcDeliveries.listing(filter))
                .bind("subscription", webhook)
                .bind("time", Instant.parse("9999-01-01T00:00:00Z"))
                .bind("after", "")
                .bind("rows", PAGE + 1);
        query = filter.status() == null ? query : query.bind("status", filter.status());
        query = filter.since() == null ? query : query.bind("since", filter.since());
        query = filter.until() == null ? query : query.bind("until", filter.until());
        String json =
                query.map(row -> row.get(0, String.class)).one().blockOptional().orElseThrow();
        List<JsonNode> nodes =
                nodes(JsonMapper.shared().readTree(json).get(0).get("Plan")).toList();
        assertThat(nodes)
                .anySatisfy(node -> assertThat(node.get("Node Type").asString()).startsWith("Index"));
        return nodes;
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        return Stream.concat(
                Stream.of(node), node.path("Plans").values().stream().flatMap(LargeRecordIT::nodes));
    }
}
