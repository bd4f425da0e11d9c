package io.hookline.dispatch.guard;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.List;

/** The resolver of the HTTP client, which fails with {@link AddressNotAllowedException} where it must not connect to. */
public final class AddressGuard extends AddressResolverGroup<InetSocketAddress> {
    private final AddressResolverGroup<InetSocketAddress> resolvers;
    private final AddressPolicy policy;

    /**
     * A guard over another group.
     *
     * @param resolvers looks names up, without blocking; closed with this group
     * @param allowed ranges in CIDR notation that are let through although they are not public
     */
    public AddressGuard(AddressResolverGroup<InetSocketAddress> resolvers, List<String> allowed) {
        this.resolvers = resolvers;
        this.policy = new AddressPolicy(allowed);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new GuardedAddressResolver(executor, resolvers.getResolver(executor), policy);
    }

    @Override
    public void close() {
        super.close();
        resolvers.close();
    }
}
