package io.hookline.dispatch.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Decides which addresses may be connected to: public ones, and those that the operator allows. Immutable. */
final class AddressPolicy {
    /** What is not a public unicast address, or leads to one that is not. */
    private static final List<AddressRange> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8", // this host
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8", // loopback
                    "168.63.129.16", // Azure's platform services
                    "169.254.0.0/16", // link-local, with the metadata services of most clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments, with the metadata service of Oracle
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, with broadcast
                    "::/96", // unspecified, loopback and IPv4-compatible
                    "::ffff:0:0:0/96", // IPv4-translated
                    "64:ff9b::/96", // NAT64, which embeds any IPv4 address
                    "64:ff9b:1::/48", // NAT64 of local use
                    "100::/64", // discard
                    "2001::/23", // protocol assignments, with Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4, which embeds any IPv4 address
                    "3fff::/20", // documentation
                    "5f00::/16", // segment routing
                    "fc00::/7", // unique local, with fd00:ec2::254, the metadata service of AWS
                    "fe80::/10", // link-local
                    "fec0::/10", // site-local
                    "ff00::/8") // multicast
            .map(AddressRange::parse)
            .toList();

    private final List<AddressRange> allowed;

    /** A policy that lets these ranges through, in CIDR notation, whatever else they are. */
    AddressPolicy(List<String> allowed) {
        this.allowed = allowed.stream().map(AddressRange::parse).toList();
    }

    /** IPv4-mapped IPv6 addresses need no rule: the JDK makes IPv4 addresses of them. */
    boolean allows(InetAddress address) {
        return contains(allowed, address) || !contains(NOT_PUBLIC, address);
    }

    private static boolean contains(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
