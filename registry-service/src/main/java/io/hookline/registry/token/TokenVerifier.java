package io.hookline.registry.token;

import com.nimbusds.jwt.JWTParser;
import io.hookline.registry.RegistryProperties;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has each token verified by the rules of the issuer that it names: registry-service itself, or the other one that may be set. */
@Component
final class TokenVerifier implements ReactiveJwtDecoder {
    private final OwnTokenVerifier own;
    private final OidcTokenVerifier oidc;
    private final RegistryProperties.Oidc settings;

    TokenVerifier(OwnTokenVerifier own, OidcTokenVerifier oidc, RegistryProperties properties) {
        this.own = own;
        this.oidc = oidc;
        this.settings = properties.oidc();
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.defer(() -> settings.isConfigured() && settings.issuer().equals(claimedIssuer(token))
                ? oidc.verify(token)
                : own.verify(token));
    }

    /** Whoever it claims to be from must also have signed it, which is checked later. */
    private static @Nullable String claimedIssuer(String token) {
        try {
            return JWTParser.parse(token).getJWTClaimsSet().getIssuer();
        } catch (ParseException e) {
            throw new BadJwtException("Not a JWT", e);
        }
    }
}
