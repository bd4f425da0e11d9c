package io.hookline.local;

import io.hookline.parts.Ports;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to start the local stack.
 *
 * @param ports where everything listens, on loopback
 * @param directory where all data is kept; what is in it survives a restart
 * @param retryDelays the delays between attempts, as dispatch-service takes them; shorter here than in production, so that
 *     one can watch a retry
 */
public record LocalSettings(Map<LocalPort, Integer> ports, Path directory, String retryDelays) {
    private static final String WATCHABLE_RETRY_DELAYS = "2s,4s,8s,16s,32s";

    public LocalSettings {
        ports = Map.copyOf(ports);
    }

    /** The documented ports, or those that the environment names. */
    static LocalSettings fromEnvironment(Map<String, String> environment, Path directory) {
        Map<LocalPort, Integer> ports = new EnumMap<>(LocalPort.class);
        for (LocalPort port : LocalPort.values()) {
            ports.put(port, number(port, environment.get(port.variable())));
        }
        return new LocalSettings(ports, directory, WATCHABLE_RETRY_DELAYS);
    }

    /** Free ports, drawn at random: for tests. */
    public static LocalSettings onFreePorts(Path directory, String retryDelays) {
        Map<LocalPort, Integer> ports = new EnumMap<>(LocalPort.class);
        for (LocalPort port : LocalPort.values()) {
            int number = Ports.free();
            while (ports.containsValue(number)) {
                number = Ports.free();
            }
            ports.put(port, number);
        }
        return new LocalSettings(ports, directory, retryDelays);
    }

    public int port(LocalPort port) {
        return Objects.requireNonNull(ports.get(port));
    }

    String url(LocalPort port) {
        return "http://localhost:" + port(port);
    }

    private static int number(LocalPort port, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return port.standard();
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= 65_535) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message, which is the same for a word and for a number out of range.
        }
        throw new CannotStart(port.variable() + "=" + text + " is not a port; give a number from 1 to 65535.");
    }
}
