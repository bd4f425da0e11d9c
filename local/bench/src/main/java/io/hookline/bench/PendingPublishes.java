package io.hookline.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Publishes whose deadline is far away. */
final class PendingPublishes {
    /** What reconciliation-service writes when a publish is registered, row for row, but in one statement. */
    private static final String REGISTER = """
            with registered as (
                insert into publish_log (id, workspace_id, post_id, platform, external_post_id, status, submitted_at, deadline,
                    created_at, updated_at)
                select 'pub_' || md5('far ' || i), 'ws_local', 'far-' || i, 'instagram', 'ig_' || md5(i::text), 'pending', now(),
                    now() + interval '24 hours', now(), now()
                from generate_series(1, ?) as i
                returning id, deadline)
            insert into pending_publish select id, deadline from registered""";

    private PendingPublishes() {}

    static void register(SystemUnderTest system, int count) throws SQLException {
        String url = "jdbc:postgresql://localhost:" + system.variable(BenchStack.POSTGRES_PORT) + "/reconciliation";
        try (Connection database = DriverManager.getConnection(url, "postgres", "");
                PreparedStatement register = database.prepareStatement(REGISTER);
                Statement vacuum = database.createStatement()) {
            register.setInt(1, count);
            register.execute();
            // Over the hours in which so many would come together, autovacuum would have done it.
            vacuum.execute("vacuum analyze publish_log, pending_publish");
        }
    }
}
