package io.hookline.ingest.http;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    /** Event loops and connections of this context's own: the shared ones end with the first context of the JVM that closes. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    @Bean
    HttpClient httpClient(ReactorResourceFactory resources) {
        return HttpClient.create(resources.getConnectionProvider()).runOn(resources.getLoopResources());
    }

    /**
     * Writes no answer before the event loop has done with the request. reactor-netty 1.3.6 stops reading a kept-alive connection
     * for good when a request that came right after an answer is itself answered within the same turn of the loop, as our
     * rejections would be (its issue 4361, fixed in 1.3.8, which needs a Netty that Spring Boot 4.1.0 does not manage).
     */
    @Bean
    HttpHandlerDecoratorFactory answerInALaterTurn(EventLoops loops) {
        return handler -> (request, response) -> {
            Scheduler loop = loops.current();
            response.beforeCommit(() -> Mono.<Void>empty().subscribeOn(loop));
            return handler.handle(request, response);
        };
    }

    /** Has our routes looked up before the actuator's, which hardly a request is for. */
    @Bean
    static BeanPostProcessor ownRoutesFirst() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof RouterFunctionMapping routes) {
                    routes.setOrder(Ordered.HIGHEST_PRECEDENCE);
                }
                return bean;
            }
        };
    }
}
