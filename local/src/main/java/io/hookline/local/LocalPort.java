package io.hookline.local;

/** What listens on a port in the local stack: its default, and the environment variable that moves it. */
public enum LocalPort {
    INGEST("ingest-service", "HOOKLINE_INGEST_PORT", 8081),
    REGISTRY("registry-service", "HOOKLINE_REGISTRY_PORT", 8082),
    RECONCILIATION("reconciliation-service", "HOOKLINE_RECONCILIATION_PORT", 8083),
    DISPATCH("dispatch-service", "HOOKLINE_DISPATCH_PORT", 8084),
    RECEIVER("the demo receiver", "HOOKLINE_RECEIVER_PORT", 8090),
    KAFKA("Kafka", "HOOKLINE_KAFKA_PORT", 9092),
    KAFKA_CONTROLLER("Kafka's controller", "HOOKLINE_KAFKA_CONTROLLER_PORT", 9093),
    SCHEMA_REGISTRY("the schema registry", "HOOKLINE_SCHEMA_REGISTRY_PORT", 8085),
    POSTGRES("PostgreSQL", "HOOKLINE_POSTGRES_PORT", 5433);

    private final String owner;
    private final String variable;
    private final int standard;

    LocalPort(String owner, String variable, int standard) {
        this.owner = owner;
        this.variable = variable;
        this.standard = standard;
    }

    /** Who listens there, as a person would say it. */
    public String owner() {
        return owner;
    }

    public String variable() {
        return variable;
    }

    public int standard() {
        return standard;
    }
}
