package io.hookline.registry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContactRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"a@example.com", "web.hooks+failing@mail.example.co.uk", "o'neill@example.org"})
    void takesAddresses(String address) {
        assertThat(ContactRule.problem(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "@example.com",
                "a@",
                "a@localhost",
                "a@example.",
                "a@.com",
                "a@b@example.com",
                "a@example.com,b@example.com",
                "A Person <a@example.com>",
                "<a@example.com>",
                "team:a@example.com;",
                "a@example.com\r\nBcc: everybody@example.com",
                "a@example.com\nBcc: everybody@example.com",
                "ä@example.com",
                "a b@example.com"
            })
    void takesNothingElse(String text) {
        assertThat(ContactRule.problem(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {243, 300})
    void takesNoneThatIsTooLong(int letters) {
        assertThat(ContactRule.problem("a".repeat(letters) + "@example.com")).isPresent();
    }
}
