package io.hookline.ingest;

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
 * @param maxBody the largest request body, in bytes as they arrive
 * @param bodyTimeout how long a client may take to send its body
 * @param bodyMemory how many bytes of bodies may be there in part; a request beyond that is answered with 503 at once
 * @param callbackSecrets platform name to the secrets that may have signed its callbacks; none: its callbacks are refused
 * @param allowUnsignedCallbacks accept callbacks of platforms that have no secret; meant for the local stack
 * @param reconciliationUrl where to ask whether the publish of a callback is known
 * @param internalSecret the bearer secret of that question; empty: it is never asked, and every callback is answered {@code ok}
 * @param lookupTimeout how long the answer may take, connecting included
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
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("32MB") DataSize bodyMemory,
        @DefaultValue Map<String, List<String>> callbackSecrets,
        @DefaultValue("false") boolean allowUnsignedCallbacks,
        @DefaultValue("http://localhost:8083") @NotNull URI reconciliationUrl,
        @DefaultValue("") String internalSecret,
        @DefaultValue("200ms") Duration lookupTimeout) {

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
