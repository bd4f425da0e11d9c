import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

final class Verify {
    public static void main(String[] arguments) throws Exception {
        for (String line : new String(System.in.readAllBytes(), UTF_8).split("\n")) {
            String[] part = line.split("\t");
            Map<String, String> headers =
                    Map.of("webhook-id", part[0], "webhook-timestamp", part[1], "webhook-signature", part[2]);
            System.out.println(Deliveries.isGenuine(headers, part[4].getBytes(UTF_8), part[3]));
        }
    }
}
