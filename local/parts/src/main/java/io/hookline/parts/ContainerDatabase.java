package io.hookline.parts;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container. */
final class ContainerDatabase implements Database {
    private static final String IMAGE = "postgres:17";

    private final PostgreSQLContainer container;

    private ContainerDatabase(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerDatabase start() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "max_connections=200");
        container.start();
        return new ContainerDatabase(container);
    }

    @Override
    public Address create(String name) {
        PostgresCatalogue.create(container.getJdbcUrl(), container.getUsername(), container.getPassword(), name);
        return new Address(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                name,
                container.getUsername(),
                container.getPassword());
    }

    @Override
    public void close() {
        container.close();
    }
}
