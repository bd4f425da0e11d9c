package io.hookline.ingest.security;

import com.nimbusds.jwt.JWTClaimNames;
import io.hookline.ingest.IngestProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /** The issuer's clock and ours may differ by this much. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    @Bean
    Tokens tokens(HttpClient http, IngestProperties properties, Clock clock) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(
                        new KeySet(http, properties.jwksUrl(), properties.jwksTimeout(), clock))
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(validator(properties.tokenIssuer(), properties.tokenAudience(), clock));
        return new Tokens(decoder, properties.tokenWorkspaceClaim(), clock);
    }

    private static OAuth2TokenValidator<Jwt> validator(String issuer, String audience, Clock clock) {
        JwtTimestampValidator time = new JwtTimestampValidator(CLOCK_SKEW);
        time.setClock(clock);
        time.setAllowEmptyExpiryClaim(false);
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        JwtClaimValidator<Collection<String>> forUs = new JwtClaimValidator<>(
                JWTClaimNames.AUDIENCE, audiences -> audiences != null && audiences.contains(audience));
        return new DelegatingOAuth2TokenValidator<>(type, time, new JwtIssuerValidator(issuer), forUs);
    }
}
