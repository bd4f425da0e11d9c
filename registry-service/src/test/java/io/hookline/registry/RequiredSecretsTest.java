package io.hookline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.registry.secret.KeySets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class RequiredSecretsTest {
    private static final String ADMIN = "exactly-16-chars";

    @Test
    void isContentWithBoth() {
        assertThat(problem(ADMIN, KeySets.generate())).isEmpty();
    }

    @Test
    void namesTheVariableThatIsMissing() {
        assertThat(problem("", KeySets.generate())).get().asString().contains("HOOKLINE_ADMIN_TOKEN");
        assertThat(problem("only-15-letters", KeySets.generate()))
                .get()
                .asString()
                .contains("16 characters");
        assertThat(problem(ADMIN, ""))
                .get()
                .asString()
                .contains("HOOKLINE_KEYSET")
                .contains("generate-keyset");
        assertThat(problem(ADMIN, "nonsense"))
                .get()
                .asString()
                .contains("HOOKLINE_KEYSET")
                .contains("generate-keyset");
    }

    @Test
    void endsTheStart() {
        assertThatThrownBy(() -> RegistryApplication.application().run("--server.port=0"))
                .isInstanceOf(AbandonedRunException.class);
    }

    private static Optional<String> problem(String adminToken, String keyset) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("registry.admin-token", adminToken, "registry.keyset", keyset)));
        return RequiredSecrets.problem(environment);
    }
}
