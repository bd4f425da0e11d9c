package io.hookline.ingest.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
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
}
