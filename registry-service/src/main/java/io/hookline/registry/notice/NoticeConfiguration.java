package io.hookline.registry.notice;

import io.hookline.registry.BackgroundLoop;
import io.hookline.registry.RegistryProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    @Bean
    BackgroundLoop operationalEventLoop(OperationalEventRelay relay, RegistryProperties properties) {
        return BackgroundLoop.reactive("operational-events", properties.publishInterval(), relay::relayBatch);
    }

    @Bean
    BackgroundLoop mailLoop(Postman postman, RegistryProperties properties) {
        return BackgroundLoop.reactive("mails", properties.healthInterval(), postman::sendNext);
    }
}
