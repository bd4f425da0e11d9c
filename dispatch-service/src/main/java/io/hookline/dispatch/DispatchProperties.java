package io.hookline.dispatch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * All settings of the service.
 *
 * @param version what the {@code User-Agent} of deliveries says
 * @param kafka the brokers, {@code host:port}, comma-separated
 * @param schemaRegistryUrl the schema registry's base address
 * @param schemaRegistrySerde whose serde talks to it: {@code apicurio} or {@code confluent}
 * @param keyset the Tink AEAD key set that opens signing secrets: JSON, base64, the one registry-service seals with
 * @param allowHttp whether {@code http://} endpoints are delivered to; only the local stack wants that
 * @param allowedAddresses CIDR ranges that the address guard lets through although they are not public
 * @param caBundle a PEM file with certificates of authorities that are trusted besides those of the Java platform; empty: none
 * @param proxy {@code http://[user:password@]host:port}, through which all endpoints are reached; empty: none
 * @param retryDelays the waits after the first, second … failed attempt, ascending, one to five; after the last the delivery has failed
 * @param retriedClientErrors the 4xx answers that are retried, and with them any that carries {@code Retry-After}; empty: none is
 * @param expireAfter how old a delivery may become, since it was last asked for, before it is given up without another attempt
 * @param timeout how long one attempt may take, from the name lookup to the last byte of the answer
 * @param connectTimeout how long connecting may take within that
 * @param inFlight how many requests may be out at one time, all endpoints together; retries take at most half of them
 * @param inFlightPerEndpoint how many of them for one endpoint
 * @param waitingPerEndpoint how many deliveries may wait in memory for one endpoint that keeps up, 0: none; for one that does not,
 *     as many as it served lately in the time of {@code patience}
 * @param patience how long one may wait for its endpoint before it is deferred
 * @param deferral how long a deferred delivery stays on its topic before it is looked at again
 * @param breakerWait how long an endpoint that keeps failing is left alone before it is probed
 * @param handling how many records of one topic's loop may be unfinished before its partitions are paused
 * @param drain how long a loop waits for unfinished records when it loses a partition or stops
 */
@Validated
@ConfigurationProperties("dispatch")
public record DispatchProperties(
        @DefaultValue("dev") @NotBlank String version,
        @DefaultValue("localhost:9092") @NotBlank String kafka,
        @DefaultValue("http://localhost:8085") @NotNull URI schemaRegistryUrl,
        @DefaultValue("apicurio") @NotBlank String schemaRegistrySerde,
        @NotBlank String keyset,
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue List<String> allowedAddresses,
        @DefaultValue("") String caBundle,
        @DefaultValue("") String proxy,

        @DefaultValue({"1m", "5m", "15m", "1h", "6h"}) @Size(min = 1, max = 5)
        List<@DurationMin(millis = 1) Duration> retryDelays,

        @DefaultValue({"408", "425", "429"}) Set<@Min(400) @Max(499) Integer> retriedClientErrors,
        @DefaultValue("3d") @DurationMin(seconds = 1) Duration expireAfter,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration timeout,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("256") @Min(2) int inFlight,
        @DefaultValue("8") @Min(1) int inFlightPerEndpoint,
        @DefaultValue("2000") @Min(0) int waitingPerEndpoint,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration patience,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration deferral,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration breakerWait,
        @DefaultValue("2000") @Min(1) int handling,
        @DefaultValue("10s") @DurationMin(millis = 0) Duration drain) {

    public DispatchProperties {
        allowedAddresses = List.copyOf(allowedAddresses);
        retryDelays = List.copyOf(retryDelays);
        retriedClientErrors = Set.copyOf(retriedClientErrors);
        if (!retryDelays.equals(retryDelays.stream().sorted().toList())) {
            throw new IllegalArgumentException("dispatch.retry-delays must ascend, but are " + retryDelays);
        }
    }

    /** Without the key set and the proxy's password. */
    @Override
    public String toString() {
        return "DispatchProperties[version=" + version + ", kafka=" + kafka + "]";
    }
}
