package io.hookline.dispatch.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A forward proxy that knows CONNECT, connects to whatever it is told, and keeps what it was told. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server;
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final boolean refusing;

    private ConnectProxy(ServerSocket server, boolean refusing) {
        this.server = server;
        this.refusing = refusing;
        Thread.ofVirtual().start(this::accept);
    }

    static ConnectProxy start() {
        return start(false);
    }

    /** Answers 403. */
    static ConnectProxy refusing() {
        return start(true);
    }

    private static ConnectProxy start(boolean refusing) {
        try {
            return new ConnectProxy(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), refusing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** The lines of each request's head. */
    List<List<String>> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return; // It was closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            List<String> head = head(client.getInputStream());
            requests.add(head);
            if (refusing) {
                client.getOutputStream().write("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(US_ASCII));
                return;
            }
            String target = head.getFirst().split(" ", 3)[1];
            int colon = target.lastIndexOf(':');
            String host = target.substring(0, colon).replaceAll("[\\[\\]]", "");
            try (Socket endpoint = new Socket(host, Integer.parseInt(target.substring(colon + 1)))) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                Thread back = Thread.ofVirtual().start(() -> copy(endpoint, client));
                copy(client, endpoint);
                back.join();
            }
        } catch (IOException _) {
            // One of the sides has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Byte by byte: what follows the head is not the proxy's to read. */
    private static List<String> head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No request");
            }
            head.append((char) next);
        }
        return List.of(head.toString().strip().split("\r\n"));
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // One of the sides has gone.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
