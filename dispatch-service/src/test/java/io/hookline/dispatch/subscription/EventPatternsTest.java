package io.hookline.dispatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventPatternsTest {

    @ParameterizedTest
    @CsvSource({
        "post.published, post.published, true",
        "post.published, post.failed, false",
        "post.*, post.published, true",
        "post.*, post, false",
        "post.*, postal.sent, false",
        "*, anything.at.all, true",
        "post*, post.published, false",
        "post, post.published, false",
    })
    void matchesExactTypesFamiliesAndAll(String pattern, String type, boolean matches) {
        assertThat(EventPatterns.of(List.of("other.type", pattern)).match(type)).isEqualTo(matches);
    }
}
