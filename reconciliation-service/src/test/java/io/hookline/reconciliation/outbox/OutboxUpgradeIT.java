package io.hookline.reconciliation.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.parts.Database;
import io.hookline.parts.Parts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What an installation has in its tables when it moves to a version that stores many records in a row. */
final class OutboxUpgradeIT {
    private static final String LEFT_BEHIND = """
            insert into outbox (topic, key, headers, value) values
                ('events.publishing.v1', 'ws:pöst', '{"ce_type":"post.failed","ce_id":"evt_ü"}', '\\x00ff'),
                ('ledger.v1', 'pub_1', '{}', '\\x01')""";

    private static final String PUBLISHES = """
            insert into publish_log (id, workspace_id, post_id, platform, external_post_id, status, concluded_at, concluded_by,
                submitted_at, deadline, created_at, updated_at)
            values ('pending', 'ws', 'a', 'tiktok', 'a', 'pending', null, null, now(), now(), now(), now()),
                ('ended', 'ws', 'b', 'tiktok', 'b', 'succeeded', now(), 'platform', now(), now(), now(), now())""";

    private final Database.Address address = Parts.database("upgrade");

    @Test
    void keepsWhatWasNotRelayedAndWhatIsPending() throws SQLException {
        migrate("1");
        try (Connection database = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = database.createStatement()) {
            statement.execute(LEFT_BEHIND);
            statement.execute(PUBLISHES);

            migrate("latest");

            assertThat(records(statement))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(
                            new OutboxRecord(
                                    "events.publishing.v1",
                                    "ws:pöst",
                                    Map.of("ce_type", "post.failed", "ce_id", "evt_ü"),
                                    new byte[] {0, -1}),
                            new OutboxRecord("ledger.v1", "pub_1", Map.of(), new byte[] {1}));
            ResultSet pending = statement.executeQuery("select string_agg(publish_id, ',') from pending_publish");
            assertThat(pending.next()).isTrue();
            assertThat(pending.getString(1)).isEqualTo("pending");
        }
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/reconciliation")
                .target(version)
                .load()
                .migrate();
    }

    private static List<OutboxRecord> records(Statement statement) throws SQLException {
        List<OutboxRecord> records = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select records, content from outbox_parcel order by id")) {
            while (rows.next()) {
                records.addAll(new Parcel(rows.getInt(1), rows.getBytes(2)).unpack());
            }
        }
        return records;
    }
}
