package io.hookline.schemas;

import io.apicurio.registry.resolver.ParsedSchema;
import io.apicurio.registry.resolver.data.Record;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.resolver.strategy.ArtifactReferenceResolverStrategy;
import io.apicurio.registry.serde.data.SerdeRecord;
import org.apache.avro.Schema;

/**
 * Names subjects as Confluent's TopicRecordNameStrategy does, {@code <topic>-<record's full name>} in the default group, so
 * that clients of either registry find them. Apicurio's own strategy would put each namespace into a group of its own, which
 * the Confluent API does not show.
 */
public final class TopicRecordSubject implements ArtifactReferenceResolverStrategy<Schema, Object> {

    @Override
    public ArtifactReference artifactReference(Record<Object> data, ParsedSchema<Schema> schema) {
        String topic = ((SerdeRecord<?>) data).metadata().getTopic();
        return ArtifactReference.builder()
                .groupId(null)
                .artifactId(topic + "-" + schema.getParsedSchema().getFullName())
                .build();
    }

    @Override
    public boolean loadSchema() {
        return true;
    }
}
