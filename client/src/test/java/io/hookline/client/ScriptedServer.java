package io.hookline.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on loopback that answers as a test says, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** One request as it arrived, with the names of headers in lower case. */
    public record Request(String path, Map<String, String> headers, String body) {}

    /** What becomes of a request. */
    public sealed interface Reply {
        /** An answer. */
        record Answer(int status, Map<String, String> headers, String body) implements Reply {}

        /** No answer while the server lives. */
        record Hang() implements Reply {}

        /** The connection is closed without an answer. */
        record Close() implements Reply {}
    }

    private ScriptedServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /** Starts one; the script may block, for instance until a test lets it go on. */
    public static ScriptedServer start(Function<Request, Reply> script) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedServer scripted = new ScriptedServer(server, Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> scripted.handle(exchange, script));
            server.setExecutor(scripted.executor);
            server.start();
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Reply answer(int status, String body) {
        return new Reply.Answer(status, Map.of(), body);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All that have arrived, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange, Function<Request, Reply> script) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            requests.add(request);
            switch (script.apply(request)) {
                case Reply.Answer answer -> write(exchange, answer);
                case Reply.Hang hang -> closing.await();
                case Reply.Close close -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        try (InputStream in = exchange.getRequestBody()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Request(exchange.getRequestURI().getPath(), headers, body);
        }
    }

    private static void write(HttpExchange exchange, Reply.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
