package io.hookline.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A customer's endpoint: a real HTTP server that keeps what it receives and answers, path by path, as told; 200 otherwise. */
public final class Receiver implements AutoCloseable {
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** What is sent back, once the request has been read. */
    @FunctionalInterface
    public interface Answer {
        void give(HttpExchange exchange) throws IOException;

        static Answer status(int status) {
            return exchange -> exchange.sendResponseHeaders(status, -1);
        }

        static Answer status(int status, String header, String value) {
            return exchange -> {
                exchange.getResponseHeaders().add(header, value);
                exchange.sendResponseHeaders(status, -1);
            };
        }

        static Answer body(int status, byte[] body) {
            return exchange -> {
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write(body);
            };
        }
    }

    /** One request. */
    public record Received(String method, Map<String, List<String>> headers, ByteBuffer bytes) {
        public String body() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static Receiver start() {
        try {
            return new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Answers in this order; the last again and again. */
    public void answers(String path, Answer... inOrder) {
        answers.put(path, List.of(inOrder));
    }

    /** An answer that does not come before the end of the receiver. */
    public Answer hanging() {
        return _ -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    public List<Received> received(String path) {
        return received.getOrDefault(path, List.of());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            List<Received> soFar = received.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>());
            byte[] body = exchange.getRequestBody().readAllBytes();
            int index;
            synchronized (soFar) {
                index = soFar.size();
                soFar.add(
                        new Received(exchange.getRequestMethod(), exchange.getRequestHeaders(), ByteBuffer.wrap(body)));
            }
            List<Answer> inOrder = answers.getOrDefault(path, List.of(Answer.status(200)));
            inOrder.get(Math.min(index, inOrder.size() - 1)).give(exchange);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
