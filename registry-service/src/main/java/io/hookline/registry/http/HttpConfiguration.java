package io.hookline.registry.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebFluxConfigurer {

    /** Threads of its own: whoever closes the shared ones takes them from every server in the JVM. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    /**
     * Takes requests off the event loop: reactor-netty 1.3.6 stops reading a kept-alive connection for good when a request that
     * came right after an answer is itself answered within the same turn of the loop (its issue 4361).
     */
    @Bean
    HttpHandlerDecoratorFactory offTheEventLoop() {
        return handler -> (request, response) ->
                Mono.defer(() -> handler.handle(request, response)).subscribeOn(Schedulers.parallel());
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new FieldsResolver());
    }
}
