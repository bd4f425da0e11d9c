package io.hookline.registry.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Has no request answered within the event that brought it. reactor-netty up to 1.3.7 never reads again from a kept-alive
 * connection when a request that came before the end of the last one is answered that way, and its client waits for ever. To be
 * removed with the version that has the fix.
 *
 * @see <a href="https://github.com/reactor/reactor-netty/pull/4347">The fix</a>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OffTheEventLoop implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> chain.filter(exchange)).subscribeOn(Schedulers.parallel());
    }
}
