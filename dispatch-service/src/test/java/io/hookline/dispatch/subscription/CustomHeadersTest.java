package io.hookline.dispatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CustomHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Api-Key", "x-tenant_1"})
    void allowsHeadersOfTheCustomers(String name) {
        assertThat(CustomHeaders.isAllowed(name, "Bearer abc")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-LENGTH",
                "Transfer-Encoding",
                "X-Webhook-Signature",
                "Webhook-Id",
                "traceparent",
                "",
                "with space",
                "with:colon",
                "with\nline"
            })
    void allowsNoneOfOursAndNoneThatBreaksTheRequest(String name) {
        assertThat(CustomHeaders.isAllowed(name, "value")).isFalse();
    }

    @Test
    void allowsNoLineEndsInValues() {
        assertThat(CustomHeaders.isAllowed("X-Key", "a\r\nX-Other: b")).isFalse();
        assertThat(CustomHeaders.isAllowed("X-Key", "a\0b")).isFalse();
    }
}
