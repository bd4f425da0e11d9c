package io.hookline.reconciliation.outbox;

import java.util.Map;

/**
 * A record for Kafka, already in its wire format.
 *
 * @param headers names and values, in the order in which they are written
 * @param value not copied; nobody changes it once the record exists
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Compared by nobody, and a copy of every payload would be made for no reader.
public record OutboxRecord(String topic, String key, Map<String, String> headers, byte[] value) {}
