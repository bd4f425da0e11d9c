package io.hookline.bench;

import static io.netty.handler.codec.http.HttpResponseStatus.NO_CONTENT;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/**
 * The customers' end: takes posts and tells who arrived when. {@code /fast/…} answers 204 at once, {@code /hang/…} never,
 * {@code /slow/…} after half a second. As cheap as can be, so that little of what is measured is its own doing.
 */
final class Sink implements AutoCloseable {
    private static final int SLOW_MILLIS = 500;
    private static final int BACKLOG = 1_024;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;
    private volatile ObjLongConsumer<String> arrivals = (id, time) -> {};

    Sink() {
        channel = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.pipeline().addLast(new HttpServerCodec(), new Answers());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /** From now on, tells of each post to {@code /fast/…}: its webhook-id, and {@link System#nanoTime}. */
    void tell(ObjLongConsumer<String> arrivals) {
        this.arrivals = arrivals;
    }

    String url(String path) {
        return "http://localhost:" + ((InetSocketAddress) channel.localAddress()).getPort() + path;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** For one connection; its requests come one after the other. */
    private final class Answers extends SimpleChannelInboundHandler<HttpObject> {
        private String path = "";

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpRequest request) {
                path = request.uri();
                if (path.startsWith("/fast/")) {
                    String id = request.headers().get("webhook-id");
                    arrivals.accept(id == null ? "" : id, System.nanoTime());
                }
            }
            if (part instanceof LastHttpContent) {
                if (path.startsWith("/slow/")) {
                    Future<?> _ =
                            context.executor().schedule(() -> answer(context), SLOW_MILLIS, TimeUnit.MILLISECONDS);
                } else if (!path.startsWith("/hang/")) {
                    answer(context);
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Future<?> _ = context.close();
        }

        private static void answer(ChannelHandlerContext context) {
            Future<?> _ =
                    context.writeAndFlush(new DefaultFullHttpResponse(HTTP_1_1, NO_CONTENT, Unpooled.EMPTY_BUFFER));
        }
    }
}
