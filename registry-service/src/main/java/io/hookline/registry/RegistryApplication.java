package io.hookline.registry;

import io.hookline.registry.secret.KeySets;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;

/** Starts registry-service, or prints a fresh key set when asked to {@code generate-keyset}. */
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = {
            // SQL is written by hand; Flyway alone uses JDBC, over a connection of its own.
            DataR2dbcAutoConfiguration.class,
            DataR2dbcRepositoriesAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            ReactiveUserDetailsServiceAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class RegistryApplication {
    private static final String GENERATE_KEYSET = "generate-keyset";

    /** The application with its own configuration file, so that other services can stand on the same class path. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(RegistryApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .listeners(new RequiredSecrets())
                .properties("spring.config.name=registry");
    }

    static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals(GENERATE_KEYSET)) {
            IO.println(KeySets.generate());
            return;
        }
        try {
            application().run(arguments);
        } catch (AbandonedRunException e) {
            // What is missing has been said.
            System.exit(1);
        }
    }
}
