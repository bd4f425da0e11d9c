package io.hookline.registry.access;

import java.util.List;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import reactor.core.publisher.Mono;

/** Tells who a bearer is: the administrator by the one secret, everybody else by a workspace token. */
final class Bearers implements ReactiveAuthenticationManager {
    static final String ADMINISTRATOR = "administrator";

    private final AdminToken adminToken;
    private final ReactiveAuthenticationManager workspaceTokens;

    Bearers(AdminToken adminToken, ReactiveJwtDecoder decoder) {
        this.adminToken = adminToken;
        this.workspaceTokens = new JwtReactiveAuthenticationManager(decoder);
    }

    @Override
    public Mono<Authentication> authenticate(Authentication authentication) {
        return authentication instanceof BearerTokenAuthenticationToken bearer && adminToken.matches(bearer.getToken())
                ? Mono.just(administrator())
                : workspaceTokens.authenticate(authentication);
    }

    private static Authentication administrator() {
        return UsernamePasswordAuthenticationToken.authenticated(
                ADMINISTRATOR, null, List.of(new SimpleGrantedAuthority(ADMINISTRATOR)));
    }
}
