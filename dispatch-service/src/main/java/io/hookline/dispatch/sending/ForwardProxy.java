package io.hookline.dispatch.sending;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * The proxy through which all endpoints are reached, by CONNECT: it is told addresses and never names, so it reaches what the guard
 * has checked. Its text form shows no password.
 *
 * @param login null: it wants none
 */
record ForwardProxy(InetSocketAddress address, @Nullable Login login) {
    private static final String FORM = "dispatch.proxy (HOOKLINE_PROXY) must be http://[user:password@]host:port";

    record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Reads {@code http://[user:password@]host:port}, what is special in it percent-encoded; looks the host up. */
    static ForwardProxy parse(String url) {
        URI parsed = uri(url);
        String host = parsed.getHost();
        if (!"http".equalsIgnoreCase(parsed.getScheme()) || host == null || parsed.getPort() < 0) {
            throw new IllegalArgumentException(FORM);
        }
        InetSocketAddress address = new InetSocketAddress(host, parsed.getPort());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(FORM + "; this host does not resolve: " + host);
        }
        return new ForwardProxy(address, login(parsed.getUserInfo()));
    }

    HttpClient leads(HttpClient client, Duration connectTimeout) {
        return client.proxy(proxy -> {
            ProxyProvider.Builder builder = proxy.type(ProxyProvider.Proxy.HTTP)
                    .socketAddress(address)
                    .connectTimeoutMillis(connectTimeout.toMillis());
            if (login != null) {
                builder.username(login.user()).password(_ -> login.password());
            }
        });
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException _) {
            // Its message would show the password.
            throw new IllegalArgumentException(FORM);
        }
    }

    private static @Nullable Login login(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(FORM + ", with a password if there is a user");
        }
        return new Login(userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }
}
