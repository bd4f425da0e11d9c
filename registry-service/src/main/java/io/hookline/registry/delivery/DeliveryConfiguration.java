package io.hookline.registry.delivery;

import io.hookline.schemas.Topics;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
    private static final long PAUSE_MS = 1_000;

    /** What the listener lets through is a database or a schema registry that is away: the same batch again, for ever. */
    @Bean
    CommonErrorHandler errorHandler() {
        return new DefaultErrorHandler(new FixedBackOff(PAUSE_MS, FixedBackOff.UNLIMITED_ATTEMPTS));
    }

    @Bean
    DeadLetterPublishingRecoverer deadLetters(KafkaOperations<String, byte[]> kafka) {
        DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(
                kafka, (record, reason) -> new TopicPartition(Topics.DELIVERIES_ATTEMPTS.deadTopicName(), 0));
        recoverer.excludeHeader(HeadersToAdd.EX_STACKTRACE);
        return recoverer;
    }
}
