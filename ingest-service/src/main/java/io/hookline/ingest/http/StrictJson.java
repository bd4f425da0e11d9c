package io.hookline.ingest.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON object and nothing but one: UTF-8, no duplicate names, no more than 64 levels, nothing after its end. Two
 * readers of a body that passes here cannot see different things in it. Numbers keep all their digits.
 */
public final class StrictJson {
    private static final int DEEPEST = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private StrictJson() {}

    /** The object in the bytes; throws {@link Rejected} that names the place, never the content. */
    public static ObjectNode object(byte[] body) {
        return object(text(body));
    }

    /** The same for a text. */
    public static ObjectNode object(String body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw rejected("The body is not valid JSON" + place(e.getLocation())
                    + ": it must be one object, without duplicate names and at most " + DEEPEST + " levels deep.");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw rejected("The body must be a JSON object.");
    }

    /** Decoded first: the parser would guess at UTF-16 and let some malformed UTF-8 through. */
    static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw rejected("The body is not valid UTF-8.");
        }
    }

    /** The same text for all spellings of one object, whatever the order of its fields at any depth. */
    public static String canonical(ObjectNode object) {
        return MAPPER.writeValueAsString(object);
    }

    static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static Rejected rejected(String detail) {
        return new Rejected(Problem.badRequest(detail));
    }
}
