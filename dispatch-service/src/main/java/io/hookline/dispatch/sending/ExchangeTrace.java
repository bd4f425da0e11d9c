package io.hookline.dispatch.sending;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Notes down what happens during one request. Each step happens before the next, though on threads of their own. */
final class ExchangeTrace {
    /** The remote address, kept with the connection that leads there. */
    private static final AttributeKey<String> REMOTE = AttributeKey.valueOf(ExchangeTrace.class, "remote");

    private final Instant startedAt;
    private final LongSupplier nanos;
    private final long begin;
    private volatile long connectionAt;
    private volatile @Nullable Duration connect;
    private volatile @Nullable Duration firstByte;
    private volatile @Nullable String remoteAddress;

    ExchangeTrace(Instant startedAt, LongSupplier nanos) {
        this.startedAt = startedAt;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.connectionAt = begin;
    }

    /** A connection is there, new or used before; with HTTP/2, others may be using it too. */
    void connected(Channel given) {
        Channel channel = given instanceof Http2StreamChannel stream ? stream.parent() : given;
        connectionAt = nanos.getAsLong();
        String known = channel.attr(REMOTE).get();
        if (known == null) {
            connect = Duration.ofNanos(connectionAt - begin);
            known = remoteAddress(channel);
            channel.attr(REMOTE).set(known);
        }
        remoteAddress = known;
    }

    /** The head of the answer is there. */
    void answered() {
        firstByte = Duration.ofNanos(nanos.getAsLong() - connectionAt);
    }

    Exchange end(Exchange.Result result) {
        Duration duration = Duration.ofNanos(nanos.getAsLong() - begin);
        return new Exchange(startedAt, duration, connect, firstByte, remoteAddress, result);
    }

    private static String remoteAddress(Channel channel) {
        ProxyHandler proxy = channel.pipeline().get(ProxyHandler.class);
        SocketAddress remote = proxy == null ? channel.remoteAddress() : proxy.destinationAddress();
        return remote instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : String.valueOf(remote);
    }
}
