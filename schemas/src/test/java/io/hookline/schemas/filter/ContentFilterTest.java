package io.hookline.schemas.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentFilterTest {
    private static final String EVENT = """
            {"event":"mention.created","timestamp":"2024-01-10T12:00:00Z","data":{"platform":"instagram","score":0.1,
             "count":105,"big":12345678901234567890,"flag":true,"nothing":null,"author":{"followers":5000},
             "hashtags":["#ads","#summer"],"mentions":[{"reach":10},{"reach":20}]},"workspaceId":"ws_1","id":"evt_1"}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data.platform': 'instagram'}",
                "{'data': {'platform': 'instagram', 'author': {'followers': 5000}}}",
                "{'data': {'author.followers': {'$gte': 5000, '$lt': 5000.5}}}",
                "{'data.count': 105.0}",
                "{'data.score': {'$eq': 0.1}}",
                "{'data.big': {'$gt': 12345678901234567889}}",
                "{'data.flag': true}",
                "{'data.nothing': null}",
                "{'data.nothing': {'$exists': true}}",
                "{'data.absent': {'$exists': false}}",
                "{'data.absent.deeper': {'$exists': false}}",
                "{'data.absent': {'$ne': 'x'}}",
                "{'data.absent': {'$nin': ['x']}}",
                "{'event': {'$in': ['post.published', 'mention.created']}}",
                "{'timestamp': {'$gte': '2024-01-10', '$lt': '2024-01-11'}}",
                "{'data.hashtags': '#summer'}",
                "{'data.hashtags': {'$startsWith': '#sum'}}",
                "{'data.platform': {'$endsWith': 'gram'}}",
                "{'data.platform': {'$contains': 'stag'}}",
                "{'$or': [{'data.platform': 'tiktok'}, {'data.count': {'$gt': 100}}]}",
                "{'$and': [{'data.flag': true}, {'data.count': {'$lte': 105}}]}",
                "{'$not': {'data.platform': 'tiktok'}}",
                "{'data.platform': {'$not': {'$in': ['tiktok']}}}",
            })
    void letsThrough(String filter) throws InvalidFilterException {
        assertThat(matches(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data.platform': 'Instagram'}",
                "{'data.platform': {'$gt': 5}}",
                "{'data.count': '105'}",
                "{'data.absent': null}",
                "{'data.absent': {'$exists': true}}",
                "{'data.nothing': {'$exists': false}}",
                "{'data.author': 'x'}",
                "{'data.platform': {'$ne': 'instagram'}}",
                "{'data.hashtags': {'$nin': ['#ads']}}",
                "{'data.count': {'$gt': 100, '$lt': 105}}",
                "{'data.platform': 'instagram', 'data.flag': false}",
                "{'$or': [{'data.platform': 'tiktok'}, {'data.count': 1}]}",
                "{'$not': {'data.platform': 'instagram'}}",
                "{'data.platform.deeper': 'x'}",
            })
    void holdsBack(String filter) throws InvalidFilterException {
        assertThat(matches(filter)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|must be an object",
                "{}|must be an object",
                "nonsense|is not valid JSON",
                "{'a': 1, 'a': 2}|is not valid JSON",
                "{'a': 1} {}|is not valid JSON",
                "{'data': {}}|data must be an object with at least one condition",
                "{'data': {'platform': ['a']}}|data.platform must be a text",
                "{'data.x': {'$like': 'a'}}|data.x.$like is not an operator; there are $eq",
                "{'data.x': {'$in': 'a'}}|data.x.$in must be a list",
                "{'data.x': {'$in': []}}|data.x.$in must be a list",
                "{'data.x': {'$in': [{}]}}|data.x.$in must be a list",
                "{'data.x': {'$gt': true}}|data.x.$gt must be a number or a text",
                "{'data.x': {'$startsWith': 1}}|data.x.$startsWith must be a text",
                "{'data.x': {'$exists': 1}}|data.x.$exists must be true or false",
                "{'$or': {}}|$or must be a list",
                "{'$or': []}|$or must be a list",
                "{'a..b': 1}|a..b has an empty name",
            })
    void saysWhatIsWrong(String filter, String message) {
        assertThatThrownBy(() -> ContentFilter.parse(filter.replace('\'', '"')))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void tellsThePlaceFromTheProblem() {
        assertThatThrownBy(() -> ContentFilter.parse("{\"data\": {\"x\": {\"$gt\": true}}}"))
                .isInstanceOfSatisfying(InvalidFilterException.class, e -> {
                    assertThat(e.path()).isEqualTo("data.x.$gt");
                    assertThat(e.problem()).isEqualTo("must be a number or a text");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5000})
    void refusesTooMuch(int conditions) {
        String filter = "{\"$or\":[" + "{\"a\":1},".repeat(conditions) + "{\"a\":1}]}";

        assertThatThrownBy(() -> ContentFilter.parse(filter))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("at most");
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 90, 400})
    void refusesToGoDeep(int levels) {
        String filter = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);

        assertThatThrownBy(() -> ContentFilter.parse(filter)).isInstanceOf(InvalidFilterException.class);
    }

    private static boolean matches(String filter) throws InvalidFilterException {
        ByteBuffer event = ByteBuffer.wrap(EVENT.getBytes(UTF_8));
        return ContentFilter.parse(filter.replace('\'', '"')).matches(ContentFilter.event(event));
    }
}
