package io.hookline.registry.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.hookline.registry.RegistryProperties;
import io.hookline.registry.http.Problem;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.workspace.KnownWorkspaces;
import io.hookline.registry.workspace.WorkspaceId;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes the tokens of another issuer: signed with one of the keys it publishes (RS256 or ES256), not expired, for our audience, and
 * naming a workspace that exists. Keys are fetched on first use, kept for minutes, and not fetched again at the pace of whoever
 * sends unknown ones. While they are needed and cannot be had, requests are answered with 503.
 */
@Component
final class OidcTokenVerifier {
    private static final Logger log = LoggerFactory.getLogger(OidcTokenVerifier.class);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LARGEST_DOCUMENT = 512 * 1024;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private final RegistryProperties.Oidc settings;
    private final KnownWorkspaces workspaces;
    private final OAuth2TokenValidator<Jwt> validator;
    private final DefaultResourceRetriever retriever =
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_DOCUMENT);
    private final Mono<JwtDecoder> decoder;

    OidcTokenVerifier(RegistryProperties properties, KnownWorkspaces workspaces, Clock clock) {
        this.settings = properties.oidc();
        this.workspaces = workspaces;
        this.validator = validator(settings, clock);
        this.decoder = Mono.fromCallable(this::discover)
                .subscribeOn(Schedulers.boundedElastic())
                .cache(found -> Duration.ofMillis(Long.MAX_VALUE), failed -> PAUSE_AFTER_FAILURE, () -> Duration.ZERO);
    }

    Mono<Jwt> verify(String token) {
        return decoder.flatMap(
                        found -> Mono.fromCallable(() -> found.decode(token)).subscribeOn(Schedulers.boundedElastic()))
                .onErrorMap(OidcTokenVerifier::isIssuersFault, OidcTokenVerifier::unavailable)
                .filterWhen(jwt -> workspaces.has(workspaceOf(jwt)))
                .switchIfEmpty(Mono.error(() -> new BadJwtException("There is no such workspace")))
                .map(this::withWorkspace);
    }

    private JwtDecoder discover() throws IOException, ParseException {
        String location = settings.issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration";
        Map<String, Object> document = JSONObjectUtils.parse(
                retriever.retrieveResource(URI.create(location).toURL()).getContent());
        if (!settings.issuer().equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new IOException(location + " is the document of another issuer");
        }
        URI keys = JSONObjectUtils.getURI(document, "jwks_uri");
        if (keys == null) {
            throw new IOException(location + " names no jwks_uri");
        }
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(keys.toURL(), retriever)
                // It would keep a thread that nobody ends.
                .refreshAheadCache(false)
                .outageTolerant(true)
                .build();
        log.atInfo().addKeyValue("issuer", settings.issuer()).log("Tokens of this issuer are taken too");
        return decoder(source);
    }

    private JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // What it says is checked by the validator, on the service's own clock.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder nimbus = new NimbusJwtDecoder(processor);
        nimbus.setJwtValidator(validator);
        return nimbus;
    }

    private static OAuth2TokenValidator<Jwt> validator(RegistryProperties.Oidc settings, Clock clock) {
        JwtTimestampValidator time = new JwtTimestampValidator();
        time.setClock(clock);
        time.setAllowEmptyExpiryClaim(false);
        JwtClaimValidator<Collection<String>> audience = new JwtClaimValidator<>(
                JwtClaimNames.AUD, values -> values != null && values.contains(settings.audience()));
        JwtClaimValidator<Object> workspace = new JwtClaimValidator<>(
                settings.workspaceClaim(),
                value -> value instanceof String text
                        && WorkspaceId.problem(text).isEmpty());
        return new DelegatingOAuth2TokenValidator<>(
                time, new JwtIssuerValidator(settings.issuer()), audience, workspace);
    }

    private WorkspaceId workspaceOf(Jwt jwt) {
        return new WorkspaceId(Objects.requireNonNull(jwt.getClaimAsString(settings.workspaceClaim())));
    }

    /** Under the name that our own tokens have it under, whatever the issuer has there. */
    private Jwt withWorkspace(Jwt jwt) {
        return Jwt.withTokenValue(jwt.getTokenValue())
                .headers(headers -> headers.putAll(jwt.getHeaders()))
                .claims(claims -> {
                    claims.putAll(jwt.getClaims());
                    claims.put(TokenIssuer.WORKSPACE_CLAIM, workspaceOf(jwt).value());
                })
                .build();
    }

    private static boolean isIssuersFault(Throwable error) {
        return error instanceof IOException
                || error instanceof ParseException
                || (error instanceof JwtException && !(error instanceof BadJwtException));
    }

    private static Rejected unavailable(Throwable error) {
        log.atWarn().addKeyValue("error", String.valueOf(error.getMessage())).log("The issuer's keys cannot be had");
        return new Rejected(Problem.unavailable("The issuer of the token does not answer; send the request again."));
    }
}
