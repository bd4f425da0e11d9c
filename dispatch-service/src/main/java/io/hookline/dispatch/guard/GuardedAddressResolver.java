package io.hookline.dispatch.guard;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves a name and lets the connection have the addresses only if all of them are allowed. What is checked here is what
 * gets connected to, so a name cannot change its mind in between.
 */
final class GuardedAddressResolver extends AbstractAddressResolver<InetSocketAddress> {
    private final AddressResolver<InetSocketAddress> resolver;
    private final AddressPolicy policy;

    GuardedAddressResolver(EventExecutor executor, AddressResolver<InetSocketAddress> resolver, AddressPolicy policy) {
        super(executor, InetSocketAddress.class);
        this.resolver = resolver;
        this.policy = policy;
    }

    /** Says no, so that addresses written as such in a URL come by here too. */
    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
        return false;
    }

    @Override
    protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
        Future<List<InetSocketAddress>> resolution = resolveAll(address);
        resolution.addListener(_ -> {
            if (resolution.isSuccess()) {
                promise.trySuccess(resolution.getNow().getFirst());
            } else {
                promise.tryFailure(resolution.cause());
            }
        });
    }

    @Override
    protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
        Future<List<InetSocketAddress>> resolution = resolver.resolveAll(address);
        resolution.addListener(_ -> {
            if (resolution.isSuccess()) {
                check(address, resolution.getNow(), promise);
            } else {
                promise.tryFailure(resolution.cause());
            }
        });
    }

    private void check(
            InetSocketAddress asked, List<InetSocketAddress> resolved, Promise<List<InetSocketAddress>> promise) {
        if (resolved.stream().allMatch(address -> policy.allows(address.getAddress()))) {
            promise.trySuccess(
                    resolved.stream().map(GuardedAddressResolver::withoutName).toList());
        } else {
            promise.tryFailure(
                    new AddressNotAllowedException(asked.getHostString() + " does not lead to public addresses only"));
        }
    }

    /** So that a proxy, which is told where to connect to, is told the address that was checked and not to look a name up. */
    private static InetSocketAddress withoutName(InetSocketAddress address) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address.getAddress().getAddress()), address.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The bytes of an address are one", e);
        }
    }

    @Override
    public void close() {
        resolver.close();
    }
}
