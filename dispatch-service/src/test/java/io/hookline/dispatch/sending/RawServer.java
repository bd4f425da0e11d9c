package io.hookline.dispatch.sending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server of bytes, for answers that no HTTP server would give. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    /** What it does with a connection whose request has been read. */
    @FunctionalInterface
    interface Behaviour {
        void answer(Out out) throws IOException;
    }

    /** The way back. */
    interface Out {
        void write(byte[] bytes) throws IOException;

        /** Writes what the pace allows: one byte, and after a while the next. */
        void drip(byte[] bytes) throws IOException;
    }

    private RawServer(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    static RawServer start(Behaviour behaviour) {
        try {
            return new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    int connections() {
        return connections.get();
    }

    /** Bytes that were taken from it. */
    long written() {
        return written.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return; // It was closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.getInputStream().read(new byte[8 * 1024]);
            behaviour.answer(new Out() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    socket.getOutputStream().write(bytes);
                    written.addAndGet(bytes.length);
                }

                @Override
                public void drip(byte[] bytes) throws IOException {
                    for (byte one : bytes) {
                        write(new byte[] {one});
                        pause();
                    }
                }
            });
        } catch (IOException _) {
            // The other side has had enough.
        }
    }

    private void pause() throws IOException {
        try {
            if (closed.await(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("The server was closed");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
