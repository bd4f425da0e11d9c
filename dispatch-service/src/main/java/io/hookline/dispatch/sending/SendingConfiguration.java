package io.hookline.dispatch.sending;

import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.guard.AddressGuard;
import io.netty.util.Timer;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
        return new HttpSender(guard, deliveryLoops, limits, timer, clock);
    }
}
