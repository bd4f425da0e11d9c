package io.hookline.reconciliation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to another server that can be shut: connections through it are cut then, and new ones are dropped. */
final class Gate implements AutoCloseable {
    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    private Gate(ServerSocket entrance, String host, int port, boolean open) {
        this.entrance = entrance;
        this.host = host;
        this.port = port;
        this.open = open;
    }

    static Gate to(String host, int port, boolean open) {
        try {
            Gate gate = new Gate(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), host, port, open);
            Thread.ofVirtual().start(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    void open() {
        open = true;
    }

    void shut() {
        open = false;
        sockets.forEach(Gate::close);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        shut();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket inner = entrance.accept();
                if (open) {
                    connect(inner);
                } else {
                    inner.close();
                }
            } catch (IOException e) {
                // The next connection may fare better; a closed entrance ends the loop.
            }
        }
    }

    private void connect(Socket inner) throws IOException {
        Socket outer = new Socket(host, port);
        sockets.add(inner);
        sockets.add(outer);
        Thread.ofVirtual().start(() -> pump(inner, outer));
        Thread.ofVirtual().start(() -> pump(outer, inner));
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut, which is what gates are for.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
