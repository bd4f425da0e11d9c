package io.hookline.registry.access;

import io.hookline.registry.RegistryProperties;
import io.hookline.registry.http.Problem;
import io.hookline.registry.http.Rejected;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    private static final String READ = "SCOPE_webhooks:read";
    private static final String WRITE = "SCOPE_webhooks:write";

    /** Who may call what. What is not named here is refused. */
    private static void rules(AuthorizeExchangeSpec routes) {
        String webhooks = "/api/v1/webhooks/**";
        routes.pathMatchers(HttpMethod.GET, "/.well-known/jwks.json").permitAll();
        routes.pathMatchers(HttpMethod.GET, "/actuator/health/**", "/actuator/prometheus")
                .permitAll();
        routes.pathMatchers("/api/v1/workspaces/**", "/api/v1/tokens/**").hasAuthority(Bearers.ADMINISTRATOR);
        String eventTypes = "/api/v1/event-types/**";
        // It changes nothing.
        routes.pathMatchers(HttpMethod.POST, "/api/v1/webhooks/filter/test").hasAuthority(READ);
        routes.pathMatchers(HttpMethod.GET, webhooks, eventTypes).hasAuthority(READ);
        routes.pathMatchers(HttpMethod.POST, webhooks, eventTypes).hasAuthority(WRITE);
        routes.pathMatchers(HttpMethod.PUT, webhooks, eventTypes).hasAuthority(WRITE);
        routes.pathMatchers(HttpMethod.PATCH, webhooks).hasAuthority(WRITE);
        routes.pathMatchers(HttpMethod.DELETE, webhooks, eventTypes).hasAuthority(WRITE);
        routes.anyExchange().denyAll();
    }

    @Bean
    SecurityWebFilterChain security(
            ServerHttpSecurity http, ReactiveJwtDecoder decoder, RegistryProperties properties) {
        Bearers bearers = new Bearers(new AdminToken(properties.adminToken()), decoder);
        return http.authorizeExchange(AccessConfiguration::rules)
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(exchange -> Mono.just(bearers))
                        .authenticationEntryPoint(AccessConfiguration::unauthenticated)
                        .accessDeniedHandler(AccessConfiguration::denied))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(AccessConfiguration::unauthenticated)
                        .accessDeniedHandler(AccessConfiguration::denied))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                // No browser sends a bearer token by itself, so there is nothing to forge.
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .build();
    }

    /** One answer for whatever is wrong with a token: what exactly would only help somebody who forges one. */
    private static Mono<Void> unauthenticated(ServerWebExchange exchange, AuthenticationException reason) {
        boolean presented = reason instanceof InvalidBearerTokenException;
        return Mono.error(new Rejected(Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        presented
                                ? "The token is not valid here, has expired, or has been revoked; get a new one."
                                : "Send a token: Authorization: Bearer <token>.")
                .with(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"hookline\"" + (presented ? ", error=\"invalid_token\"" : ""))));
    }

    private static Mono<Void> denied(ServerWebExchange exchange, Exception reason) {
        return Mono.error(new Rejected(Problem.of(
                        HttpStatus.FORBIDDEN,
                        "The token does not allow this call; it needs another scope, or another token.")
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"hookline\", error=\"insufficient_scope\"")));
    }
}
