package io.hookline.dispatch;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts dispatch-service. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class DispatchApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service as its own main and the local stack start it; its settings are in {@code dispatch.yml}. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(DispatchApplication.class)
                .properties("spring.config.name=dispatch")
                .bannerMode(Banner.Mode.OFF);
    }
}
