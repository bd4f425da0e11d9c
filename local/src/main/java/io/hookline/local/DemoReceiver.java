package io.hookline.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A customer's endpoint to try deliveries on. {@code POST /hooks/<name>} takes a delivery and answers 200;
 * {@code ?status=<code>} answers that instead, {@code ?fail=<n>} answers 500 to the first n attempts of each webhook-id.
 * {@code GET /hooks/<name>} shows the last {@value #KEPT} requests of that name, oldest first, as JSON.
 */
final class DemoReceiver implements AutoCloseable {
    private static final int KEPT = 1_000;
    private static final String PREFIX = "/hooks/";
    private static final int MOST_NAMES = 1_000;

    private final HttpServer server;
    private final ExecutorService executor;
    private final Map<String, Deque<Received>> received = new ConcurrentHashMap<>();

    /** One request as it arrived. */
    record Received(String receivedAt, int answered, Map<String, String> headers, String body) {}

    private DemoReceiver(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    static DemoReceiver start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
            DemoReceiver receiver = new DemoReceiver(server, executor);
            server.createContext(PREFIX, receiver::handle);
            server.setExecutor(executor);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("The demo receiver does not start", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(PREFIX.length());
            switch (exchange.getRequestMethod()) {
                case "POST" -> receive(exchange, name);
                case "GET" -> show(exchange, name);
                default -> exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    private void receive(HttpExchange exchange, String name) throws IOException {
        String body;
        try (InputStream in = exchange.getRequestBody()) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int status = keep(name, exchange, body);
        exchange.sendResponseHeaders(status, -1);
    }

    private int keep(String name, HttpExchange exchange, String body) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), String.join(", ", values)));
        if (received.size() >= MOST_NAMES && !received.containsKey(name)) {
            return 507;
        }
        Deque<Received> requests = received.computeIfAbsent(name, any -> new ArrayDeque<>());
        synchronized (requests) {
            int status = status(exchange.getRequestURI().getQuery(), earlierAttempts(requests, headers));
            requests.addLast(new Received(Instant.now().toString(), status, headers, body));
            if (requests.size() > KEPT) {
                requests.removeFirst();
            }
            return status;
        }
    }

    private static long earlierAttempts(Deque<Received> requests, Map<String, String> headers) {
        String id = headers.getOrDefault("webhook-id", "");
        return requests.stream()
                .filter(request -> id.equals(request.headers().get("webhook-id")))
                .count();
    }

    private static int status(@Nullable String query, long earlierAttempts) {
        Map<String, Integer> wishes = wishes(query);
        if (earlierAttempts < wishes.getOrDefault("fail", 0)) {
            return 500;
        }
        return wishes.getOrDefault("status", 200);
    }

    private static Map<String, Integer> wishes(@Nullable String query) {
        Map<String, Integer> wishes = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                if (pair.matches("(fail|status)=\\d{1,3}")) {
                    int equals = pair.indexOf('=');
                    wishes.put(pair.substring(0, equals), Integer.valueOf(pair.substring(equals + 1)));
                }
            }
        }
        return wishes;
    }

    private void show(HttpExchange exchange, String name) throws IOException {
        Deque<Received> requests = received.getOrDefault(name, new ArrayDeque<>());
        List<Received> shown;
        synchronized (requests) {
            shown = List.copyOf(requests);
        }
        byte[] json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(shown);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(json);
        }
    }
}
