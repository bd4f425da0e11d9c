package io.hookline.parts;

/** A running Kafka broker, cluster of one. */
public interface Broker extends AutoCloseable {
    /** {@code host:port}, as Kafka clients want it. */
    String bootstrapServers();

    @Override
    void close();
}
