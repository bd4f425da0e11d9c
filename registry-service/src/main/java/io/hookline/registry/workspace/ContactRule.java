package io.hookline.registry.workspace;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/**
 * Which addresses mails can be sent to: one plain address, nothing that could be read as a header or as a second one.
 */
final class ContactRule {
    private static final int LONGEST = 254;

    private ContactRule() {}

    static Optional<String> problem(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters");
        }
        if (!text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Optional.of("must be ASCII without spaces");
        }
        return isOneAddress(text)
                ? Optional.empty()
                : Optional.of("must be one e-mail address, for instance webhooks@example.com");
    }

    private static boolean isOneAddress(String text) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            if (parsed.length != 1 || !text.equals(parsed[0].getAddress()) || parsed[0].isGroup()) {
                return false;
            }
            parsed[0].validate();
            int at = text.lastIndexOf('@');
            return at > 0 && text.indexOf('.', at) > at + 1 && !text.endsWith(".");
        } catch (AddressException e) {
            return false;
        }
    }
}
