package io.hookline.dispatch.guard;

import java.net.InetAddress;

/**
 * A range of IP addresses in CIDR notation, for instance {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param network any address of the range
 * @param prefix how many leading bits its addresses share
 */
record AddressRange(InetAddress network, int prefix) {

    AddressRange {
        if (prefix < 0 || prefix > network.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("No such prefix: " + network.getHostAddress() + "/" + prefix);
        }
    }

    /** Reads CIDR notation; a single address needs no prefix. Never looks a name up. */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        return new AddressRange(
                network,
                slash < 0 ? network.getAddress().length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
        byte[] own = network.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = 0xff << Math.max(0, Byte.SIZE - (prefix - bit));
            int index = bit / Byte.SIZE;
            if (((own[index] ^ other[index]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
