package io.hookline.dispatch.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a {@link ConsumerLoop} does with its records. */
@FunctionalInterface
public interface RecordHandler {

    /** Called on the loop's thread, in the order of each partition; returns without waiting for the work it begins. */
    Handling begin(ConsumerRecord<byte[], byte[]> record);
}
