package io.hookline.registry.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlRuleTest {
    private final UrlRule rule = new UrlRule(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://your-app.com/webhooks/social-media",
                "HTTPS://example.com",
                "https://example.com:8443/a?b=c&d=%20",
                "https://[2001:db8::1]/hook"
            })
    void takesHttpsAddresses(String url) {
        assertThat(rule.problem(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.com|must begin with https://",
                "ftp://example.com|must begin with https://",
                "//example.com/a|must begin with https://",
                "example.com|must begin with https://",
                "https:///path|must name a host",
                "https:opaque|must name a host",
                "https://user:password@example.com|must not contain a user name or password; use a header",
                "https://example.com/#a|must not have a fragment (#…)",
                "https://example.com:0/|must have a port from 1 to 65535, or none",
                "https://example.com:70000/|must have a port from 1 to 65535, or none",
                "https://exa mple.com|must be ASCII without spaces; encode other characters",
                "https://exämple.com|must be ASCII without spaces; encode other characters",
                "https://example.com/{a}|is not a valid URL",
                "https://under_score.example.com/|must name a host",
            })
    void saysWhatIsWrongWithOthers(String url, String problem) {
        assertThat(rule.problem(url)).contains(problem);
    }

    @Test
    void takesHttpWhereThatIsAllowed() {
        assertThat(new UrlRule(true).problem("http://localhost:8090/hooks/x?fail=2"))
                .isEmpty();
        assertThat(new UrlRule(true).problem("ftp://example.com")).contains("must begin with https:// or http://");
    }

    @Test
    void refusesOverlongOnes() {
        assertThat(rule.problem("https://example.com/" + "a".repeat(2028))).isEmpty();
        assertThat(rule.problem("https://example.com/" + "a".repeat(2029)))
                .contains("must have at most 2048 characters");
    }
}
