package io.hookline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds docs/topics.md to the code. */
final class TopicsPageTest {

    @ParameterizedTest
    @EnumSource
    void describesTheTopicAsItIs(Topics topic) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "topics.md"));

        assertThat(page)
                .contains("| `" + topic.topicName() + "` | " + topic.key() + " | " + topic.records() + " | "
                        + topic.partitions() + " | " + kept(topic) + " |");
    }

    private static String kept(Topics topic) {
        return topic.compacted() ? "compacted" : topic.retention().toDays() + " days";
    }
}
