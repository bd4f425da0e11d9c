package io.hookline.schemas;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Every topic of the system: its name, key, values, partitions and retention. There is no other place that names one. */
public enum Topics {
    CALLBACKS_PUBLISHING(
            "callbacks.publishing.v1",
            "platform:external_post_id",
            "PublishSubmitted, PlatformCallbackReceived",
            6,
            Days.WEEK),

    EVENTS_PUBLISHING("events.publishing.v1", "workspace:entity id", "post.*", 6, Days.MONTH),
    EVENTS_LISTENING("events.listening.v1", "workspace:entity id", "mention.*, crisis.*, trend.*", 6, Days.MONTH),
    EVENTS_INBOX("events.inbox.v1", "workspace:entity id", "message.*", 6, Days.MONTH),
    EVENTS_ANALYTICS("events.analytics.v1", "workspace:entity id", "analytics.*, goal.*", 6, Days.MONTH),
    EVENTS_ACCOUNTS("events.accounts.v1", "workspace:entity id", "account.*, user.*, webhook.*", 6, Days.MONTH),
    EVENTS_MEDIA("events.media.v1", "workspace:entity id", "match.*, video.*, job.*", 6, Days.MONTH),
    EVENTS_CUSTOM("events.custom.v1", "workspace:entity id", "JSON of a workspace's own types", 6, Days.MONTH),

    CATALOGUE_TYPES("catalogue.types.v1", "workspace:type", "EventTypeChanged, tombstone on delete", 3, Days.FOREVER),

    SUBSCRIPTIONS("subscriptions.v1", "subscription id", "SubscriptionChanged, tombstone on delete", 3, Days.FOREVER),

    DELIVERIES("deliveries.v1", "subscription id", "DeliveryRequested", 6, Days.WEEK),
    DELIVERIES_RETRY_1("deliveries.retry.1.v1", "subscription id", "DeliveryRequested", 3, Days.WEEK),
    DELIVERIES_RETRY_2("deliveries.retry.2.v1", "subscription id", "DeliveryRequested", 3, Days.WEEK),
    DELIVERIES_RETRY_3("deliveries.retry.3.v1", "subscription id", "DeliveryRequested", 3, Days.WEEK),
    DELIVERIES_RETRY_4("deliveries.retry.4.v1", "subscription id", "DeliveryRequested", 3, Days.WEEK),
    DELIVERIES_RETRY_5("deliveries.retry.5.v1", "subscription id", "DeliveryRequested", 3, Days.WEEK),
    DELIVERIES_DEFERRED("deliveries.deferred.v1", "subscription id", "DeliveryRequested", 3, Days.WEEK),
    DELIVERIES_DEAD("deliveries.dead.v1", "subscription id", "DeliveryRequested", 3, Days.MONTH),
    DELIVERIES_ATTEMPTS("deliveries.attempts.v1", "delivery id", "DeliveryAttempted", 6, Days.WEEK),

    LEDGER("ledger.v1", "entity id", "LedgerEntryRecorded", 3, Days.MONTH);

    private static final String DEAD_SUFFIX = ".dead";

    private final String topicName;
    private final String key;
    private final String records;
    private final int partitions;
    private final Duration retention;

    Topics(String topicName, String key, String records, int partitions, Duration retention) {
        this.topicName = topicName;
        this.key = key;
        this.records = records;
        this.partitions = partitions;
        this.retention = retention;
    }

    public String topicName() {
        return topicName;
    }

    /** What the record key is made of, in words. */
    public String key() {
        return key;
    }

    /** The record types on this topic, in words. */
    public String records() {
        return records;
    }

    public int partitions() {
        return partitions;
    }

    /** How long records are kept; {@link Duration#ZERO} on a compacted topic, which keeps the newest of each key. */
    public Duration retention() {
        return retention;
    }

    public boolean compacted() {
        return retention.isZero();
    }

    /** The topic for records of this one that cannot be processed: the raw record, with headers that name the error. */
    public String deadTopicName() {
        return topicName + DEAD_SUFFIX;
    }

    /** The topics that carry catalogue events, all of which dispatch-service fans out. */
    public static List<Topics> events() {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.startsWith("events."))
                .toList();
    }

    /** The retry topics, in the order of their delays. */
    public static List<Topics> retries() {
        return List.of(
                DELIVERIES_RETRY_1, DELIVERIES_RETRY_2, DELIVERIES_RETRY_3, DELIVERIES_RETRY_4, DELIVERIES_RETRY_5);
    }

    /** What to create on the broker for these topics and their dead topics; the replication factor is the broker's. */
    public static List<NewTopic> toCreate(List<Topics> topics) {
        return topics.stream().flatMap(Topics::withDeadTopic).toList();
    }

    private Stream<NewTopic> withDeadTopic() {
        NewTopic live = newTopic(topicName, partitions).configs(configuration());
        NewTopic dead = newTopic(deadTopicName(), 1)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(Days.MONTH.toMillis())));
        return Stream.of(live, dead);
    }

    private static NewTopic newTopic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private Map<String, String> configuration() {
        return compacted()
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis()));
    }

    /** Enum constants cannot refer to the enum's own static fields, hence the holder. */
    private static final class Days {
        private static final Duration WEEK = Duration.ofDays(7);
        private static final Duration MONTH = Duration.ofDays(30);
        private static final Duration FOREVER = Duration.ZERO;
    }
}
