package io.hookline.registry.token;

import com.nimbusds.jose.jwk.JWK;
import io.hookline.registry.RegistryProperties;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes the tokens that were issued here, have not expired, and have not been revoked. */
@Component
final class OwnTokenVerifier {
    private final ReactiveJwtDecoder decoder;
    private final Tokens tokens;

    OwnTokenVerifier(SigningKey key, Tokens tokens, Clock clock, RegistryProperties properties) {
        this.tokens = tokens;
        NimbusReactiveJwtDecoder nimbus = NimbusReactiveJwtDecoder.withJwkSource(
                        unverified -> Flux.from(key.get()).cast(JWK.class))
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        nimbus.setJwtValidator(validator(properties.tokenIssuer(), clock));
        this.decoder = nimbus;
    }

    Mono<Jwt> verify(String token) {
        return decoder.decode(token)
                .filterWhen(jwt -> tokens.isGood(Objects.requireNonNullElse(jwt.getId(), "")))
                .switchIfEmpty(Mono.error(() -> new BadJwtException("The token has been revoked")));
    }

    private static OAuth2TokenValidator<Jwt> validator(String issuer, Clock clock) {
        JwtTimestampValidator time = new JwtTimestampValidator();
        time.setClock(clock);
        JwtClaimValidator<Collection<String>> audience = new JwtClaimValidator<>(
                JwtClaimNames.AUD, values -> values != null && values.contains(TokenIssuer.AUDIENCE));
        JwtClaimValidator<String> workspace =
                new JwtClaimValidator<>(TokenIssuer.WORKSPACE_CLAIM, value -> value != null && !value.isBlank());
        return new DelegatingOAuth2TokenValidator<>(time, new JwtIssuerValidator(issuer), audience, workspace);
    }
}
