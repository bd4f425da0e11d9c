package io.hookline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TopicsTest {

    @ParameterizedTest
    @EnumSource
    void describesItself(Topics topic) {
        assertThat(topic.topicName()).matches("[a-z]+(\\.[a-z0-9]+)*(\\.v1)");
        assertThat(topic.key()).isNotBlank();
        assertThat(topic.records()).isNotBlank();
        assertThat(topic.partitions()).isPositive();
    }

    @Test
    void namesNoTopicTwice() {
        assertThat(Arrays.stream(Topics.values()).map(Topics::topicName)).doesNotHaveDuplicates();
    }

    @Test
    void compactsWhatIsStateAndDeletesWhatIsHistory() {
        List<Topics> compacted =
                Arrays.stream(Topics.values()).filter(Topics::compacted).toList();

        assertThat(compacted).containsExactly(Topics.CATALOGUE_TYPES, Topics.SUBSCRIPTIONS);
        assertThat(configuration(Topics.SUBSCRIPTIONS)).containsEntry("cleanup.policy", "compact");
        assertThat(configuration(Topics.LEDGER))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry(
                        "retention.ms", Long.toString(Topics.LEDGER.retention().toMillis()));
    }

    private static Map<String, String> configuration(Topics topic) {
        return Topics.toCreate(List.of(topic)).getFirst().configs();
    }

    @Test
    void createsADeadTopicBesideEachTopic() {
        List<NewTopic> created = Topics.toCreate(List.of(Topics.DELIVERIES));

        assertThat(created).extracting(NewTopic::name).containsExactly("deliveries.v1", "deliveries.v1.dead");
        assertThat(created).extracting(NewTopic::numPartitions).containsExactly(Topics.DELIVERIES.partitions(), 1);
    }

    @Test
    void hasOneRetryTopicPerRetryInTheirOrder() {
        assertThat(Topics.retries())
                .extracting(Topics::topicName)
                .containsExactly(
                        "deliveries.retry.1.v1",
                        "deliveries.retry.2.v1",
                        "deliveries.retry.3.v1",
                        "deliveries.retry.4.v1",
                        "deliveries.retry.5.v1");
    }
}
