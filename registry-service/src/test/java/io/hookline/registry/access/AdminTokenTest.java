package io.hookline.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AdminTokenTest {

    @Test
    void matchesItselfAlone() {
        AdminToken token = new AdminToken("the-administrators-secret");

        assertThat(token.matches("the-administrators-secret")).isTrue();
        assertThat(token.matches("the-administrators-secret ")).isFalse();
        assertThat(token.matches("The-administrators-secret")).isFalse();
        assertThat(token.matches("")).isFalse();
    }
}
