package io.hookline.client.webhook;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One of the signatures in {@code webhook-signature}. */
final class StandardSignature {
    /** More than any sender makes; each costs a computation, and anyone can send them. */
    private static final int MOST = 20;

    private final String version;
    private final byte[] bytes;

    private StandardSignature(String version, byte[] bytes) {
        this.version = version;
        this.bytes = bytes;
    }

    /** Those that are written as they must be; the others are passed over. */
    static List<StandardSignature> parseAll(String header) {
        List<StandardSignature> signatures = new ArrayList<>();
        for (String text : header.trim().split(" +", MOST + 1)) {
            if (signatures.size() < MOST) {
                parse(text).ifPresent(signatures::add);
            }
        }
        return signatures;
    }

    private static Optional<StandardSignature> parse(String text) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.substring(comma + 1));
            return Optional.of(new StandardSignature(text.substring(0, comma), bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code v1} or {@code v1a}; others may come to be. */
    String version() {
        return version;
    }

    byte[] bytes() {
        return bytes;
    }
}
