package io.hookline.reconciliation.security;

import static org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers;

import io.hookline.reconciliation.ReconciliationProperties;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every path belongs to one of three chains: the services' own, the platform's probes, and the workspaces'. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {
    private static final String AUDIENCE = "hookline";
    private static final String MAY_READ = "SCOPE_publishes:read";
    private static final Duration PATIENCE_WITH_KEY_SERVER = Duration.ofSeconds(3);

    @Bean
    Problems problems(JsonMapper json) {
        return new Problems(json);
    }

    @Bean
    @Order(1)
    SecurityWebFilterChain internal(ServerHttpSecurity http, ReconciliationProperties properties, Problems problems) {
        return stateless(http)
                .securityMatcher(pathMatchers("/internal/**"))
                .addFilterAt(
                        new InternalAccess(properties.internalSecret(), problems),
                        SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityWebFilterChain probes(ServerHttpSecurity http) {
        return stateless(http)
                .securityMatcher(pathMatchers("/actuator/**"))
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(3)
    SecurityWebFilterChain workspaces(ServerHttpSecurity http, ReactiveJwtDecoder decoder, Problems problems) {
        return stateless(http)
                .authorizeExchange(exchanges -> exchanges.anyExchange().hasAuthority(MAY_READ))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtDecoder(decoder))
                        .authenticationFailureHandler(
                                (exchange, failure) -> refuse(problems, exchange.getExchange(), failure))
                        .authenticationEntryPoint((exchange, _) -> problems.unauthorized(
                                exchange.getResponse(), "Present a workspace token as bearer token."))
                        .accessDeniedHandler((exchange, _) -> problems.forbidden(
                                exchange.getResponse(), "The token lacks the scope publishes:read.")))
                .build();
    }

    /** Keys are fetched when the first token comes, and again when one is signed with a key that is not known. */
    @Bean
    ReactiveJwtDecoder jwtDecoder(ReconciliationProperties properties, ReactorResourceFactory resources) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSetUri(
                        properties.jwksUrl().toString())
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .webClient(WebClient.builder()
                        .clientConnector(new ReactorClientHttpConnector(
                                resources, client -> client.responseTimeout(PATIENCE_WITH_KEY_SERVER)))
                        .build())
                .build();
        decoder.setJwtValidator(valid(properties.tokenIssuer()));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> valid(String issuer) {
        return JwtValidators.createDefaultWithValidators(List.of(
                new JwtClaimValidator<Object>(
                        JwtClaimNames.ISS, claim -> claim != null && issuer.equals(claim.toString())),
                new JwtClaimValidator<Iterable<String>>(JwtClaimNames.AUD, SecurityConfiguration::isForUs),
                new JwtClaimValidator<String>(Workspace.CLAIM, claim -> claim != null && !claim.isBlank())));
    }

    private static boolean isForUs(Iterable<String> audience) {
        if (audience != null) {
            for (String each : audience) {
                if (AUDIENCE.equals(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Mono<Void> refuse(Problems problems, ServerWebExchange exchange, AuthenticationException failure) {
        return failure instanceof AuthenticationServiceException
                ? problems.unavailable(
                        exchange.getResponse(), "The keys that sign tokens cannot be fetched. Try again in a moment.")
                : problems.unauthorized(
                        exchange.getResponse(), "The token is not valid: expired, or not issued for this system.");
    }

    private static ServerHttpSecurity stateless(ServerHttpSecurity http) {
        return http.csrf(CsrfSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable);
    }
}
