package io.hookline.client.generator;

import java.util.List;

/**
 * What a Java record is made of.
 *
 * @param name of the record
 * @param doc what it is, in a sentence
 * @param eventType the event whose data it is; empty if it is part of another record
 * @param example JSON; empty if it is part of another record
 * @param fields in the order of the schema
 */
record RecordSchema(String name, String doc, String eventType, String example, List<Field> fields) {
    static final String PACKAGE = "io.hookline.client.event";

    /** Events that Hookline makes itself: they can be received, not emitted. */
    private static final String OWN = "webhook.";

    RecordSchema {
        // Else the field would answer in place of the type.
        if (fields.stream().anyMatch(field -> field.javaName().equals("eventTypeName"))) {
            throw new IllegalArgumentException(name + ": a field must not be called like EventData.eventTypeName()");
        }
    }

    String qualifiedName() {
        return PACKAGE + "." + name;
    }

    boolean isEvent() {
        return !eventType.isEmpty();
    }

    boolean canBeEmitted() {
        return isEvent() && !eventType.startsWith(OWN);
    }

    List<Field> required() {
        return fields.stream().filter(field -> !field.optional()).toList();
    }

    List<Field> optional() {
        return fields.stream().filter(Field::optional).toList();
    }
}
