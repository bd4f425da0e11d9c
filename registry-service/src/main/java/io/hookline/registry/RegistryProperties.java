package io.hookline.registry;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * All that can be configured.
 *
 * @param kafka bootstrap servers, comma-separated
 * @param schemaRegistryUrl where the schema registry listens
 * @param schemaRegistrySerde whose client talks to it: {@code apicurio} or {@code confluent}
 * @param adminToken the bearer secret of workspace and token calls
 * @param keyset the key set that seals secrets: base64 of a Tink JSON AEAD key set; dispatch-service has the same
 * @param tokenIssuer the {@code iss} of the tokens issued here
 * @param allowHttp whether webhooks may have {@code http://} addresses; meant for the local stack
 * @param publishWait how long a call that changed a webhook waits for Kafka to have the change; 0: not at all
 * @param publishInterval how often to look for changes that other instances or a crash left unpublished
 * @param attemptListeners how many threads take in attempts; more than the topic has partitions stay idle
 * @param recordRetention how long deliveries and their attempts are kept; they go by whole weeks, so up to a week
 *     longer
 * @param redeliveryRate the most deliveries that one redelivery requests in a second
 * @param oidc whose tokens are taken beside those issued here
 * @param failingAfter how long attempts to a webhook may all fail before it counts as failing, if no delivery used up
 *     its retries before
 * @param disableAfter how long a webhook may have nothing but failures before it is disabled; 0: for ever
 * @param healthInterval how often to look for webhooks for which time alone has brought the next step, and for mails to
 *     send
 * @param smtp how mails to owners are sent
 */
@Validated
@ConfigurationProperties("registry")
public record RegistryProperties(
        @DefaultValue("localhost:9092") @NotBlank String kafka,
        @DefaultValue("http://localhost:8085") @NotNull URI schemaRegistryUrl,
        @DefaultValue("apicurio") @NotBlank String schemaRegistrySerde,
        @NotBlank String adminToken,
        @NotBlank String keyset,
        @DefaultValue("hookline") @NotBlank String tokenIssuer,
        @DefaultValue("false") boolean allowHttp,

        @DefaultValue("2s") @DurationMin @DurationMax(seconds = 30)
        Duration publishWait,

        @DefaultValue("500ms") @DurationMin(millis = 10) Duration publishInterval,
        @DefaultValue("2") @Min(1) @Max(64) int attemptListeners,

        @DefaultValue("90d") @DurationMin(days = 1) @DurationMax(days = 3650)
        Duration recordRetention,

        @DefaultValue("1000") @Min(1) @Max(100_000) int redeliveryRate,
        @DefaultValue @Valid Oidc oidc,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration failingAfter,

        @DefaultValue("5d") @DurationMin @DurationMax(days = 365)
        Duration disableAfter,

        @DefaultValue("30s") @DurationMin(millis = 10) Duration healthInterval,
        @DefaultValue @Valid Smtp smtp) {

    /**
     * An issuer of tokens that speaks OpenID Connect.
     *
     * @param issuer the {@code iss} of its tokens, under which its discovery document is; empty: there is none
     * @param audience what must be in the {@code aud} of its tokens; required with an issuer
     * @param workspaceClaim the claim that names the workspace a token is for
     */
    public record Oidc(
            @DefaultValue("") @NotNull String issuer,
            @DefaultValue("") @NotNull String audience,
            @DefaultValue("workspace") @NotBlank String workspaceClaim) {
        public boolean isConfigured() {
            return !issuer.isBlank();
        }
    }

    /**
     * The mail server.
     *
     * @param host its name; empty: no mail is sent
     * @param user whom to log in as; empty: nobody
     * @param from the sender's address; required with a host
     * @param starttls whether the connection must be encrypted by STARTTLS
     * @param retryAfter how long after a failure a mail is tried again; doubled each time, up to an hour
     * @param giveUpAfter how old a mail becomes at most
     */
    public record Smtp(
            @DefaultValue("") @NotNull String host,
            @DefaultValue("587") @Min(1) @Max(65_535) int port,
            @DefaultValue("") @NotNull String user,
            @DefaultValue("") @NotNull String password,
            @DefaultValue("") @NotNull String from,
            @DefaultValue("true") boolean starttls,
            @DefaultValue("1m") @DurationMin(millis = 10) Duration retryAfter,
            @DefaultValue("1d") @DurationMin(seconds = 1) Duration giveUpAfter) {
        public Smtp {
            if (!host.isBlank() && from.isBlank()) {
                throw new IllegalArgumentException(
                        "HOOKLINE_SMTP_FROM (registry.smtp.from) must be set, since HOOKLINE_SMTP_HOST is");
            }
        }

        public boolean isConfigured() {
            return !host.isBlank();
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Smtp[host=" + host + ", port=" + port + ", from=" + from + ", starttls=" + starttls + "]";
        }
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "RegistryProperties[kafka=" + kafka + ", schemaRegistryUrl=" + schemaRegistryUrl + ", tokenIssuer="
                + tokenIssuer + ", allowHttp=" + allowHttp + ", disableAfter=" + disableAfter + ", smtp=" + smtp + "]";
    }
}
