package io.hookline.registry;

import io.hookline.parts.Database;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The service's database without the service. */
public record TestDatabase(Database.Address address, DatabaseClient client, TransactionalOperator transaction) {
    public static TestDatabase of(Database.Address address) {
        ConnectionFactory connections = ConnectionFactories.get(ConnectionFactoryOptions.parse(address.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, address.user())
                .option(ConnectionFactoryOptions.PASSWORD, address.password())
                .build());
        return new TestDatabase(
                address,
                DatabaseClient.create(connections),
                TransactionalOperator.create(new R2dbcTransactionManager(connections)));
    }

    /** Up to that version, or to the newest with {@code latest}. */
    public TestDatabase migrated(String version) {
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/registry")
                .target(version)
                .load()
                .migrate();
        return this;
    }

    public void execute(String sql) {
        client.sql(sql).then().block();
    }

    public long count(String sql) {
        return client.sql(sql)
                .map(row -> row.get(0, Long.class))
                .one()
                .blockOptional()
                .orElseThrow();
    }
}
