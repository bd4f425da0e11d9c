package io.hookline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.registry.secret.KeySets;
import java.util.HashMap;
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
    void wantsToKnowWhomTheTokensOfAnIssuerAreFor() {
        assertThat(problem(Map.of("registry.oidc.issuer", "https://issuer.example")))
                .get()
                .asString()
                .contains("HOOKLINE_OIDC_AUDIENCE");
        assertThat(problem(
                        Map.of("registry.oidc.issuer", "https://issuer.example", "registry.oidc.audience", "hookline")))
                .isEmpty();
    }

    @Test
    void takesKeysOverHttpsOnlyUnlessToldOtherwise() {
        assertThat(problem(Map.of("registry.oidc.issuer", "http://issuer.example", "registry.oidc.audience", "a")))
                .get()
                .asString()
                .contains("https://");
        assertThat(problem(Map.of(
                        "registry.oidc.issuer",
                        "http://issuer.example",
                        "registry.oidc.audience",
                        "a",
                        "registry.allow-http",
                        "true")))
                .isEmpty();
    }

    @Test
    void endsTheStart() {
        assertThatThrownBy(() -> RegistryApplication.application().run("--server.port=0"))
                .isInstanceOf(AbandonedRunException.class);
    }

    private static Optional<String> problem(Map<String, String> more) {
        return problem(ADMIN, KeySets.generate(), more);
    }

    private static Optional<String> problem(String adminToken, String keyset) {
        return problem(adminToken, keyset, Map.of());
    }

    private static Optional<String> problem(String adminToken, String keyset, Map<String, String> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("registry.admin-token", adminToken);
        properties.put("registry.keyset", keyset);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return RequiredSecrets.problem(environment);
    }
}
