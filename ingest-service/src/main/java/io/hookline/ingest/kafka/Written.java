package io.hookline.ingest.kafka;

import java.util.stream.Stream;
import org.apache.avro.generic.GenericContainer;

/** Names what a feature writes, so that topics and schemas are looked up before the first request needs them. */
public interface Written {

    Stream<Sample> samples();

    /**
     * A record of the kind that is written; it is serialised, not sent.
     *
     * @param topic where such records go
     * @param value any record of that schema
     */
    record Sample(String topic, GenericContainer value) {}
}
