package io.hookline.registry.secret;

import io.hookline.registry.RegistryProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {
    @Bean
    Seal seal(RegistryProperties properties) {
        return new Seal(properties.keyset());
    }
}
