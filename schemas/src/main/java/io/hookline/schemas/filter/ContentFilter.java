package io.hookline.schemas.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Chooses events by what is in them. A filter is a JSON object that an event's body ({@code event}, {@code timestamp},
 * {@code data}, {@code workspaceId}, {@code id}) must match:
 *
 * <pre>{@code
 * {"data.platform": "instagram"}
 * {"data": {"author": {"followers": {"$gte": 1000}}, "sentiment": {"$in": ["negative", "neutral"]}}}
 * {"$or": [{"data.severity": "high"}, {"data.metrics.mentionVolume": {"$gt": 500}}]}
 * {"$not": {"data.hashtags": {"$startsWith": "#ad"}}}
 * }</pre>
 *
 * <p>A value stands for {@code $eq}; operators beside each other must all hold; of a list in the event, one element must match.
 * {@code $ne} and {@code $nin} are the opposites of {@code $eq} and {@code $in}, and hold for a field that is not there;
 * {@code $exists} asks just for that. A dot leads into an object. Immutable.
 */
public final class ContentFilter {
    /** Filters are held in memory for each webhook. */
    private static final int LONGEST = 4096;

    /** Precise numbers, so that 0.1 is 0.1; and nothing a parser could be attacked with, for filters come from outside. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(400)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Condition condition;

    private ContentFilter(Condition condition) {
        this.condition = condition;
    }

    /** Reads a filter, which is JSON text of at most 4,096 bytes in UTF-8. */
    public static ContentFilter parse(String filter) throws InvalidFilterException {
        if (filter.getBytes(UTF_8).length > LONGEST) {
            throw new InvalidFilterException("", "must have at most " + LONGEST + " bytes");
        }
        JsonNode node;
        try {
            node = JSON.readTree(filter);
        } catch (JsonProcessingException e) {
            throw new InvalidFilterException("", "is not valid JSON: " + e.getOriginalMessage());
        }
        return new ContentFilter(FilterReader.read(node));
    }

    /** The body of an event as {@link #matches(JsonNode)} wants it; an event is parsed once for all filters. */
    public static JsonNode event(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The body of an event is JSON", e);
        }
    }

    /** Whether an event's body passes. */
    public boolean matches(JsonNode event) {
        return condition.holdsFor(event);
    }
}
