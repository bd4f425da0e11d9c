package io.hookline.registry.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import io.hookline.registry.http.FieldError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of the data of a workspace's own events. It has passed {@link SchemaReview}, so nothing is fetched for
 * it, and checking data against it ends. Thread-safe.
 */
final class DataSchema {
    private static final Dialect DIALECT = Dialects.getDraft202012();
    private static final SchemaRegistryConfig CONFIGURATION = SchemaRegistryConfig.builder()
            .locale(Locale.ENGLISH)
            .regularExpressionFactory(LinearPattern::of)
            .build();
    private static final Schema META = registry().getSchema(SchemaLocation.of(DIALECT.getId()));

    private final Schema schema;

    private DataSchema(Schema schema) {
        this.schema = schema;
    }

    static DataSchema parse(ObjectNode schema) throws InvalidDataSchemaException {
        SchemaReview.of(schema).pass();
        List<Error> errors = META.validate(schema);
        if (!errors.isEmpty()) {
            throw new InvalidDataSchemaException(path(errors.getFirst()), message(errors.getFirst()));
        }
        try {
            return new DataSchema(registry().getSchema(schema));
        } catch (RuntimeException e) {
            // The library has a kind of its own for most faults of a schema, and others for the rest.
            throw new InvalidDataSchemaException("", "is no JSON Schema that can be used: " + e.getMessage());
        }
    }

    /** The first thing that is wrong with the data; its path is empty or begins with a dot. */
    Optional<FieldError> problem(JsonNode data) {
        return schema.validate(data).stream().findFirst().map(error -> new FieldError(path(error), message(error)));
    }

    /** One for each schema, so that ids which schemas give themselves never meet. */
    private static SchemaRegistry registry() {
        return SchemaRegistry.withDialect(DIALECT, builder -> builder.schemaRegistryConfig(CONFIGURATION));
    }

    private static String path(Error error) {
        return error.getInstanceLocation().toString().replace('/', '.');
    }

    private static String message(Error error) {
        return error.getMessage();
    }
}
