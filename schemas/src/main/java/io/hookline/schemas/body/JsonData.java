package io.hookline.schemas.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** The data of an event of a workspace's own type, as it is on the topic: one JSON object in UTF-8. */
final class JsonData {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonData() {}

    /**
     * Its text, which goes into a body as it is, so it must not be able to end the object that it becomes a part of.
     *
     * @throws IllegalArgumentException if it is anything else; the message shows nothing of it
     */
    static String read(ByteBuffer value) {
        try {
            String data = UTF_8.newDecoder().decode(value.duplicate()).toString();
            if (!isOneObject(data)) {
                throw new IllegalArgumentException("The data of an event is one JSON object");
            }
            return data;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The data of an event is UTF-8: " + e, e);
        } catch (IOException e) {
            // Its message would quote what it stumbled over.
            throw new IllegalArgumentException(
                    "The data of an event is valid JSON: " + e.getClass().getName());
        }
    }

    private static boolean isOneObject(String data) throws IOException {
        try (JsonParser parser = JSON.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        }
    }
}
