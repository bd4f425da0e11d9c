package io.hookline.dispatch.sending;

import com.github.benmanes.caffeine.cache.Ticker;
import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.guard.AddressGuard;
import io.hookline.dispatch.guard.UrlPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

    @Bean(destroyMethod = "dispose")
    LoopResources deliveryLoops() {
        return LoopResources.create("dispatch-http", LoopResources.DEFAULT_IO_WORKER_COUNT, true);
    }

    @Bean
    AddressGuard addressGuard(DispatchProperties properties, LoopResources deliveryLoops) {
        return new AddressGuard(
                NameResolverProvider.builder()
                        .build()
                        .newNameResolverGroup(deliveryLoops, LoopResources.DEFAULT_NATIVE),
                properties.allowedAddresses());
    }

    @Bean
    HttpSender httpSender(
            DispatchProperties properties, AddressGuard guard, LoopResources deliveryLoops, Timer timer, Clock clock) {
        HttpSender.Limits limits =
                new HttpSender.Limits(properties.inFlight(), properties.timeout(), properties.connectTimeout());
        Tls tls = new Tls(TrustedCertificates.read(
                properties.caBundle().isBlank()
                        ? null
                        : Path.of(properties.caBundle().strip())));
        ForwardProxy proxy = properties.proxy().isBlank()
                ? null
                : ForwardProxy.parse(properties.proxy().strip());
        return new HttpSender(new HttpSender.Network(guard, deliveryLoops, tls, proxy), limits, timer, clock);
    }

    /** Tokens are fetched over the same guarded connections as deliveries are made. */
    @Bean
    @Primary
    Sender sender(HttpSender http, DispatchProperties properties, MeterRegistry meters, Clock clock) {
        AccessTokens tokens = new AccessTokens(
                http,
                new UrlPolicy(properties.allowHttp()),
                "Hookline/" + properties.version(),
                meters,
                Ticker.systemTicker());
        return new LoggingIn(http, tokens, properties.timeout(), clock);
    }
}
