package io.hookline.registry.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Api-Key", "x_tenant", "X-Hook"})
    void takesHeadersOfTheReceivers(String name) {
        assertThat(HeaderRule.problem(name, "value")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook-id",
                "Webhook-Anything",
                "X-Webhook-Signature",
                "Host",
                "Content-Type",
                "content-length",
                "Connection",
                "Transfer-Encoding",
                "User-Agent",
                "traceparent",
                "Proxy-Authorization",
                "Upgrade",
                "TE"
            })
    void keepsTheHeadersOfDeliveriesAndOfHttp(String name) {
        assertThat(HeaderRule.problem(name, "value")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "colon:", "umläut", "line\r\nX-Other"})
    void refusesNamesThatAreNone(String name) {
        assertThat(HeaderRule.problem(name, "value")).contains("is not a valid header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nX-Other: b", "a\nb", "tab\t", "ä"})
    void refusesValuesThatCouldBreakARequest(String value) {
        assertThat(HeaderRule.problem("X-Api-Key", value)).isPresent();
    }

    @Test
    void refusesOverlongValues() {
        assertThat(HeaderRule.problem("X-Api-Key", "v".repeat(2048))).isEmpty();
        assertThat(HeaderRule.problem("X-Api-Key", "v".repeat(2049))).isPresent();
    }
}
