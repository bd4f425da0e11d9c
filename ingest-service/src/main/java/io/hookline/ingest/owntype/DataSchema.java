package io.hookline.ingest.owntype;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import io.hookline.ingest.http.FieldError;
import io.hookline.ingest.http.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The JSON Schema (2020-12) of the data of a workspace's own events. Registry-service has reviewed it; all the same nothing is
 * ever fetched for it, its patterns take linear time, and checking data ends after a bounded number of steps. Thread-safe.
 */
public final class DataSchema {
    private static final Logger log = LoggerFactory.getLogger(DataSchema.class);
    private static final Dialect DIALECT = Dialects.getDraft202012();
    private static final SchemaRegistryConfig CONFIGURATION = SchemaRegistryConfig.builder()
            .locale(Locale.ENGLISH)
            .regularExpressionFactory(LinearPattern::of)
            .build();

    /** Some for each value that fits into a body; beyond that, a schema multiplies its work. */
    private static final long MOST_STEPS = 2_000_000;

    private static final int DEEPEST = 500;
    /** As many as an answer shows. */
    private static final int MOST_ERRORS = 50;
    /** A message may quote a name that the client made up. */
    private static final int LONGEST_MESSAGE = 300;

    private final Schema schema;

    private DataSchema(Schema schema) {
        this.schema = schema;
    }

    /** A schema from its JSON; empty if it cannot be used. */
    static Optional<DataSchema> read(String json) {
        try {
            return Optional.of(parse(json));
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("error", e.toString()).log("A JSON Schema of a workspace cannot be used");
            return Optional.empty();
        }
    }

    private static DataSchema parse(String json) {
        // A registry for each, so that ids which schemas give themselves never meet.
        SchemaRegistry registry =
                SchemaRegistry.withDialect(DIALECT, builder -> builder.schemaRegistryConfig(CONFIGURATION));
        Schema schema = registry.getSchema(StrictJson.object(json));
        schema.initializeValidators();
        return new DataSchema(schema);
    }

    /** What is wrong with the data; never too much for an answer. */
    List<FieldError> errors(JsonNode data) {
        try {
            return schema
                    .validate(
                            data,
                            context -> context.executionConfig(limits ->
                                    limits.maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(DEEPEST)))
                    .stream()
                    .limit(MOST_ERRORS)
                    .map(DataSchema::error)
                    .toList();
        } catch (ValidationLimitExceededException e) {
            return List.of(new FieldError("data", "takes too long to be checked against the type's JSON Schema"));
        } catch (RuntimeException e) {
            // Something that is found out only when it is needed, such as a reference that leads nowhere.
            log.atWarn().addKeyValue("error", e.toString()).log("A JSON Schema of a workspace cannot be used");
            return List.of(new FieldError("event", "has a JSON Schema that cannot be used; register the type again"));
        }
    }

    private static FieldError error(Error error) {
        String message = error.getMessage();
        return new FieldError(
                path(error),
                message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message);
    }

    private static String path(Error error) {
        StringBuilder path = new StringBuilder("data");
        NodePath location = error.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            if (location.getElement(i) instanceof Number index) {
                path.append('[').append(index).append(']');
            } else {
                path.append('.').append(location.getElement(i));
            }
        }
        if (error.getProperty() != null) {
            path.append('.').append(error.getProperty());
        }
        return path.toString();
    }
}
