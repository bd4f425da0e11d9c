package io.hookline.client.generator;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the Java source of one record. */
final class RecordSource {
    private final RecordSchema record;

    RecordSource(RecordSchema record) {
        this.record = record;
    }

    String render() {
        return """
                package %s;

                import com.fasterxml.jackson.annotation.JsonCreator;
                import com.fasterxml.jackson.annotation.JsonInclude;
                import com.fasterxml.jackson.annotation.JsonProperty;
                import java.util.ArrayList;
                import java.util.Collections;
                import java.util.LinkedHashMap;
                import java.util.List;
                import java.util.Map;
                import javax.annotation.processing.Generated;
                import org.jspecify.annotations.Nullable;

                %s
                @Generated("from the schema of %s")
                @JsonInclude(JsonInclude.Include.NON_NULL)
                public record %s(
                %s)%s {
                %s%s%s%s%s}
                """.formatted(
                        RecordSchema.PACKAGE,
                        javadoc(),
                        record.name(),
                        record.name(),
                        list(record.fields(), this::component, ",\n"),
                        record.isEvent() ? " implements EventData" : "",
                        typeConstant(),
                        canonicalConstructor(),
                        shortConstructor(),
                        typeMethod(),
                        list(record.optional(), this::with, ""));
    }

    private String javadoc() {
        String type = record.isEvent() ? " The data of {@code " + record.eventType() + "}." : "";
        String example = record.example().isEmpty()
                ? ""
                : " *\n * <pre>{@code\n * " + record.example().replace("\n", "\n * ") + "\n * }</pre>\n";
        return "/**\n * " + Text.javadoc(record.doc()) + type + "\n" + example + " *\n"
                + list(record.fields(), RecordSource::parameterDoc, "") + " */";
    }

    private static String parameterDoc(Field field) {
        String ofNull = field.optional() && !field.doc().contains("null") ? " Null: left out." : "";
        return " * @param " + field.javaName() + " " + Text.javadoc(field.doc()) + ofNull + "\n";
    }

    private String component(Field field) {
        return "        @JsonProperty(\"" + field.jsonName() + "\") " + field.declaration();
    }

    private String typeConstant() {
        return record.isEvent()
                ? "    /** The name of the event type. */\n    public static final String TYPE = \""
                        + record.eventType() + "\";\n\n"
                : "";
    }

    /**
     * Copies what could change; checks nothing, since emitting must not fail the caller: the server says what is
     * missing.
     */
    private String canonicalConstructor() {
        String copies =
                list(record.fields().stream().filter(Field::isCollection).toList(), RecordSource::copy, "");
        return "    /** With every field. */\n    @JsonCreator\n    public " + record.name() + " {\n" + copies
                + "    }\n";
    }

    private static String copy(Field field) {
        boolean isList = field.type().startsWith("List");
        return """
                        if (%1$s != null) {
                            %1$s = Collections.unmodifiable%2$s(new %3$s<>(%1$s));
                        }
                """.formatted(field.javaName(), isList ? "List" : "Map", isList ? "ArrayList" : "LinkedHashMap");
    }

    private String shortConstructor() {
        if (record.optional().isEmpty()) {
            return "";
        }
        return """

                    /** With the fields that every event must have. */
                    public %s(%s) {
                        this(%s);
                    }
                """.formatted(
                        record.name(),
                        list(record.required(), Field::declaration, ", "),
                        list(record.fields(), field -> field.optional() ? "null" : field.javaName(), ", "));
    }

    private String typeMethod() {
        return record.isEvent()
                ? "\n    @Override\n    public String eventTypeName() {\n        return TYPE;\n    }\n"
                : "";
    }

    private String with(Field changed) {
        return """

                    /** The same with this field: %s */
                    public %s with%s(%s) {
                        return new %s(%s);
                    }
                """.formatted(
                        Text.javadoc(changed.doc()),
                        record.name(),
                        changed.capitalName(),
                        changed.declaration(),
                        record.name(),
                        list(record.fields(), Field::javaName, ", "));
    }

    private static String list(List<Field> fields, Function<Field, String> render, String separator) {
        return fields.stream().map(render).collect(Collectors.joining(separator));
    }
}
