package io.hookline.schemas;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One type of event that customers can subscribe to, as its schema file describes it.
 *
 * @param name for instance {@code post.published}
 * @param topic the topic its events travel on
 * @param entity the field of {@code data} that names what the event is about, for instance {@code postId}; null if nothing does
 * @param description one sentence for customers
 * @param schema the shape of {@code data}, field names as customers see them in JSON
 * @param example a valid {@code data} object, as JSON
 */
public record EventType(
        String name, String topic, @Nullable String entity, String description, Schema schema, String example) {}
