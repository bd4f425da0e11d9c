package io.hookline.reconciliation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything that can be set.
 *
 * @param kafka bootstrap servers, {@code host:port}, comma-separated
 * @param schemaRegistryUrl where the schema registry answers
 * @param schemaRegistrySerde whose client talks to it: {@code apicurio} or {@code confluent}
 * @param jwksUrl where the keys that sign workspace tokens are published
 * @param tokenIssuer the {@code iss} that a token must carry
 * @param internalSecret what other services present for look-ups; empty: look-ups are off
 * @param lookupPatience how long a look-up waits for a registration that may still be on its way; 0: not at all
 * @param timeout how long silence is bearable where a publish does not say so itself
 * @param parkedFor how long a callback waits for its publish before it is dropped
 * @param sweep how silent publishes are found
 * @param outbox how outgoing records get to Kafka
 */
@Validated
@ConfigurationProperties("reconciliation")
public record ReconciliationProperties(
        @NotBlank @DefaultValue("localhost:9092") String kafka,
        @DefaultValue("http://localhost:8085") URI schemaRegistryUrl,
        @NotBlank @DefaultValue("apicurio") String schemaRegistrySerde,

        @DefaultValue("http://localhost:8082/.well-known/jwks.json")
        URI jwksUrl,

        @NotBlank @DefaultValue("hookline") String tokenIssuer,
        @DefaultValue("") String internalSecret,

        @DurationMin @DurationMax(seconds = 1) @DefaultValue("120ms")
        Duration lookupPatience,

        @DefaultValue Timeout timeout,
        @DurationMin(hours = 1) @DefaultValue("72h") Duration parkedFor,
        @DefaultValue Sweep sweep,
        @DefaultValue Outbox outbox) {

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "ReconciliationProperties[kafka=%s, schemaRegistryUrl=%s, jwksUrl=%s, timeout=%s, sweep=%s, outbox=%s]"
                .formatted(kafka, schemaRegistryUrl, jwksUrl, timeout, sweep, outbox);
    }

    /**
     * The time a platform has, from submission, to say how a publish ended.
     *
     * @param instagram for publishes on Instagram
     * @param tiktok for publishes on TikTok
     * @param youtube for publishes on YouTube
     */
    public record Timeout(
            @DurationMin(seconds = 1) @DefaultValue("24h") Duration instagram,
            @DurationMin(seconds = 1) @DefaultValue("24h") Duration tiktok,
            @DurationMin(seconds = 1) @DefaultValue("24h") Duration youtube) {}

    /**
     * The search for publishes whose deadline has passed.
     *
     * @param interval the pause between two searches
     * @param batch how many publishes one transaction ends
     * @param lagLimit how far, in time, this instance may be behind its callbacks and still call a publish silent
     */
    public record Sweep(
            @DurationMin(millis = 10) @DefaultValue("500ms") Duration interval,
            @Min(1) @Max(10_000) @DefaultValue("500") int batch,
            @DurationMin(seconds = 1) @DefaultValue("30s") Duration lagLimit) {}

    /**
     * The relay from the database to Kafka.
     *
     * @param interval how often to look for what other instances left behind; what this instance writes is relayed at once
     * @param batch how many parcels one transaction relays, each of about 128 KiB of records or less
     */
    public record Outbox(
            @DurationMin(millis = 10) @DefaultValue("200ms") Duration interval,
            @Min(1) @Max(100) @DefaultValue("16") int batch) {}
}
