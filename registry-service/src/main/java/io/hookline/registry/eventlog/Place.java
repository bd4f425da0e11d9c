package io.hookline.registry.eventlog;

/** Where a record stands on the log. */
public record Place(String topic, int partition, long offset) {}
