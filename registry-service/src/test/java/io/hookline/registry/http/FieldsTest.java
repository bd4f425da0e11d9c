package io.hookline.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldsTest {

    @Test
    void tellsAbsentFromNullFromGiven() {
        Fields fields = fields("{\"a\": null, \"b\": 7}");

        assertThat(fields.integer("a", 1, 9)).isEqualTo(Given.of(null));
        assertThat(fields.integer("b", 1, 9)).isEqualTo(Given.of(7));
        assertThat(fields.integer("c", 1, 9)).isEqualTo(Given.absent());
        assertThat(Given.<Integer>absent().orElse(5)).isEqualTo(5);
        assertThat(Given.<Integer>of(null).orElse(5)).isNull();
        assertThatCode(fields::end).doesNotThrowAnyException();
    }

    @Test
    void collectsAllThatIsWrong() {
        Fields fields = fields("""
                {"text": 1, "flag": "yes", "number": 1.5, "texts": ["a", 2], "map": {"a": {}}, "other": 1}""");
        fields.text("text", text -> Optional.empty());
        fields.bool("flag");
        fields.integer("number", 1, 9);
        fields.texts("texts", text -> Optional.empty());
        fields.textMap("map", (name, value) -> Optional.empty());
        fields.rejectMissing("absent");
        fields.rejectMissing("text");

        assertThat(errors(fields))
                .containsExactly(
                        new FieldError("text", "must be a string"),
                        new FieldError("flag", "must be true or false"),
                        new FieldError("number", "must be a whole number from 1 to 9"),
                        new FieldError("texts", "must be a list of strings"),
                        new FieldError("map", "must be an object whose values are strings"),
                        new FieldError("absent", "is required"),
                        new FieldError("other", "is not a field of this call"));
    }

    @Test
    void saysWhichElementIsWrong() {
        Fields fields = fields("{\"texts\": [\"good\", \"bad\"], \"map\": {\"k\": \"bad\"}}");
        fields.texts("texts", text -> text.equals("bad") ? Optional.of("is bad") : Optional.empty());
        fields.textMap("map", (name, value) -> Optional.of(name + " is " + value));

        assertThat(errors(fields))
                .containsExactly(new FieldError("texts[1]", "is bad"), new FieldError("map.k", "k is bad"));
    }

    @Test
    void namesWhatIsWrongWithinAnObjectByItsPath() {
        Fields fields = fields("{\"outer\": {\"inner\": {\"a\": 1, \"b\": 2}}, \"other\": [], \"none\": null}");

        Given<String> read = fields.object("outer", outer -> outer.object("inner", inner -> {
                    inner.rejectMissing("c");
                    return inner.text("a", text -> Optional.empty()).value();
                })
                .value());

        assertThat(read.present()).isTrue();
        assertThat(fields.json("other")).isEqualTo(Given.of(null));
        assertThat(fields.object("none", none -> "never")).isEqualTo(Given.of(null));
        assertThat(fields.object("absent", none -> "never")).isEqualTo(Given.absent());
        assertThat(errors(fields))
                .containsExactly(
                        new FieldError("outer.inner.c", "is required"),
                        new FieldError("outer.inner.a", "must be a string"),
                        new FieldError("outer.inner.b", "is not a field of this call"),
                        new FieldError("other", "must be an object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"a\"", "{", "{} {}", "{\"a\":1,\"a\":2}", "a=b"})
    void takesOneObjectOnly(String body) {
        assertThat(catchThrowableOfType(Rejected.class, () -> fields(body))
                        .problem()
                        .detail())
                .startsWith("The body ");
    }

    @Test
    void takesUtf8Only() {
        byte[] latin1 = "{\"a\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(catchThrowableOfType(Rejected.class, () -> Fields.of(latin1))
                        .problem()
                        .detail())
                .isEqualTo("The body is not valid UTF-8.");
    }

    private static Fields fields(String json) {
        return Fields.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<FieldError> errors(Fields fields) {
        return catchThrowableOfType(Rejected.class, fields::end).problem().errors();
    }
}
