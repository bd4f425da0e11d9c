package io.hookline.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventTypesTest {
    private final EventTypes types = new EventTypes();

    @ParameterizedTest
    @CsvSource({
        "post.publised, post.published",
        "posts.failed, post.failed",
        "job.complete, job.completed",
        "Post.Failed, post.failed",
    })
    void suggestsWhatWasMeant(String written, String meant) {
        assertThat(types.advice(written)).contains("did you mean " + meant);
    }

    @Test
    void listsAllTypesToWhoIsFarOff() {
        assertThat(types.advice("something.completely.different")).contains("there are account.connected,");
    }

    @Test
    void keepsItsOwnTypesToItself() {
        assertThat(types.named("webhook.test")).isEmpty();
        assertThat(types.advice("webhook.test")).contains("Hookline");
    }
}
