package io.hookline.ingest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * All that can be configured.
 *
 * @param kafka bootstrap servers, comma-separated
 * @param kafkaTimeout how long a request waits for Kafka's acknowledgement before it is answered with 503; at least 1 s
 * @param kafkaBuffer how many bytes of records may wait for Kafka; a request beyond that is answered with 503 at once
 * @param schemaRegistryUrl where the schema registry listens
 * @param schemaRegistrySerde whose client talks to it: {@code apicurio} or {@code confluent}
 * @param jwksUrl where the token issuer publishes its keys
 * @param jwksTimeout how long fetching them may take, connecting included
 * @param tokenIssuer the {@code iss} that tokens must carry
 * @param tokenAudience what must be in the {@code aud} of tokens
 * @param tokenWorkspaceClaim the claim that names the workspace a token is for
 * @param maxBody the largest request body, in bytes as they arrive; of a batch, the largest event
 * @param maxBatch the largest body of a batch of events
 * @param bodyTimeout how long a client may take to send its body
 * @param bodyMemory how many bytes of bodies may be there in part; a request beyond that is answered with 503 at once
 * @param callbackSecrets platform name to the secrets that may have signed its callbacks; none: its callbacks are refused
 * @param allowUnsignedCallbacks accept callbacks of platforms that have no secret; meant for the local stack
 * @param reconciliationUrl where to ask whether the publish of a callback is known
 * @param internalSecret the bearer secret of that question; empty: it is never asked, and every callback is answered {@code ok}
 * @param lookupTimeout how long the answer may take, connecting included
 * @param database where idempotency keys are kept
 * @param idempotency how long they are kept, and how
 */
@Validated
@ConfigurationProperties("ingest")
public record IngestProperties(
        @DefaultValue("localhost:9092") @NotBlank String kafka,
        @DefaultValue("10s") @DurationMin(seconds = 1) Duration kafkaTimeout,
        @DefaultValue("32MB") DataSize kafkaBuffer,
        @DefaultValue("http://localhost:8085") @NotNull URI schemaRegistryUrl,
        @DefaultValue("apicurio") @NotBlank String schemaRegistrySerde,

        @DefaultValue("http://localhost:8082/.well-known/jwks.json") @NotNull
        URI jwksUrl,

        @DefaultValue("5s") Duration jwksTimeout,
        @DefaultValue("hookline") @NotBlank String tokenIssuer,
        @DefaultValue("hookline") @NotBlank String tokenAudience,
        @DefaultValue("workspace") @NotBlank String tokenWorkspaceClaim,
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("5MB") DataSize maxBatch,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("32MB") DataSize bodyMemory,
        @DefaultValue Map<String, List<String>> callbackSecrets,
        @DefaultValue("false") boolean allowUnsignedCallbacks,
        @DefaultValue("http://localhost:8083") @NotNull URI reconciliationUrl,
        @DefaultValue("") String internalSecret,
        @DefaultValue("200ms") Duration lookupTimeout,
        @DefaultValue @Valid Database database,
        @DefaultValue @Valid Keys idempotency) {

    /**
     * A PostgreSQL database of this service's own.
     *
     * @param host empty: there is none, and requests with an {@code Idempotency-Key} are answered with 503
     * @param port from 1 to 65535
     */
    public record Database(
            @DefaultValue("") String host,
            @DefaultValue("5432") @Min(1) @Max(65_535) int port,
            @DefaultValue("ingest") @NotBlank String name,
            @DefaultValue("hookline") @NotBlank String user,
            @DefaultValue("") String password) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Database[host=" + host + ", port=" + port + ", name=" + name + ", user=" + user + "]";
        }
    }

    /**
     * What happens to idempotency keys.
     *
     * @param kept how long a key and its answer are kept; at least 1 s
     * @param timeout how long the database may take for each step; a request that finds it slower is answered with 503
     * @param forgetInterval the pause between deletions of keys that are over; up to half as long again, at random
     */
    public record Keys(
            @DefaultValue("24h") @DurationMin(seconds = 1) Duration kept,
            @DefaultValue("3s") Duration timeout,
            @DefaultValue("1m") @DurationMin(millis = 10) Duration forgetInterval) {}

    public IngestProperties {
        callbackSecrets = Map.copyOf(callbackSecrets);
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "IngestProperties[kafka=" + kafka + ", schemaRegistryUrl=" + schemaRegistryUrl + ", jwksUrl=" + jwksUrl
                + "]";
    }
}
