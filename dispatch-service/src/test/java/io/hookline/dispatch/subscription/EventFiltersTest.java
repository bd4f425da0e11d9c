package io.hookline.dispatch.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.schemas.filter.ContentFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EventFiltersTest {
    private static final JsonNode INSTAGRAM =
            ContentFilter.event(ByteBuffer.wrap("{\"data\":{\"platform\":\"instagram\"}}".getBytes(UTF_8)));

    private final EventFilters filters = new EventFilters();

    @Test
    void letsThroughWhatMatches() {
        assertThat(filters.read(platform("instagram")).passes(INSTAGRAM)).isTrue();
        assertThat(filters.read(platform("tiktok")).passes(INSTAGRAM)).isFalse();
    }

    @Test
    void letsNothingThroughThatItCannotJudge() {
        EventFilter filter = filters.read("{\"data.platform\": {\"$soundsLike\": \"instagram\"}}");

        assertThat(filter.isReadable()).isFalse();
        assertThat(filter.error()).hasValueSatisfying(error -> assertThat(error).contains("$soundsLike"));
        assertThat(filter.passes(INSTAGRAM)).isFalse();
    }

    @Test
    void keepsOneOfThoseThatAreTheSame() {
        assertThat(filters.read(platform("instagram"))).isSameAs(filters.read(platform("instagram")));
        assertThat(filters.read(platform("instagram"))).isNotSameAs(filters.read(platform("tiktok")));
    }

    @Test
    void forgetsWhatNobodyUsesAnyMore() {
        for (int i = 0; i < 1_000; i++) {
            filters.read(platform("platform " + i));
        }

        await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return filters.size() == 0;
        });
    }

    private static String platform(String platform) {
        return "{\"data.platform\": \"%s\"}".formatted(platform);
    }
}
