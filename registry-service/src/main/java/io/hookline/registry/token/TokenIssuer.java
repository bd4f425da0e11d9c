package io.hookline.registry.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hookline.registry.RegistryProperties;
import java.util.Date;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Signs tokens: JWTs (RS256) that every service verifies by itself. */
@Component
final class TokenIssuer {
    static final String AUDIENCE = "hookline";
    static final String WORKSPACE_CLAIM = "workspace";

    private final SigningKey key;
    private final String issuer;

    TokenIssuer(SigningKey key, RegistryProperties properties) {
        this.key = key;
        this.issuer = properties.tokenIssuer();
    }

    Mono<String> sign(Token token) {
        return key.get().map(rsa -> sign(token, rsa));
    }

    private String sign(Token token, RSAKey rsa) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(rsa.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .jwtID(token.id())
                .issueTime(Date.from(token.createdAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .claim(WORKSPACE_CLAIM, token.workspaceId())
                .claim("scope", String.join(" ", token.scopes()))
                .build();
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(rsa));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing failed", e);
        }
    }
}
