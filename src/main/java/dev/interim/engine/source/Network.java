package dev.interim.engine.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// A block of addresses: `10.1.0.0/16`, `2001:db8::/32`, or one address.
///
/// @param address the first address
/// @param prefix how many leading bits belong to the network
public record Network(InetAddress address, int prefix) {
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    /// Checks the prefix, and that nothing but zeros follows it.
    public Network {
        byte[] bytes = address.getAddress();
        if (prefix < 0 || prefix > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException("no such prefix: /" + prefix);
        }
        for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
            if (bit(bytes, bit) != 0) {
                throw new IllegalArgumentException(
                        address.getHostAddress() + " is not the first address of a /" + prefix);
            }
        }
    }

    /// Reads `address/prefix`, or one address; never asks a name server.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * Byte.SIZE;
        return new Network(address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    }

    /// Whether `candidate` lies in this block; addresses of the other family never do.
    boolean contains(InetAddress candidate) {
        byte[] mine = address.getAddress();
        byte[] theirs = candidate.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(mine, bit) != bit(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a host is written as an address: four plain decimal numbers, or IPv6 without
    /// brackets.
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || DOTTED_QUAD.matcher(host).matches();
    }

    /// The address that is written.
    ///
    /// @throws IllegalArgumentException when it is none, is written in an unusual way, has a zone,
    ///   or is IPv4 dressed as IPv6
    static InetAddress literal(String host) {
        if (!isLiteral(host) || host.indexOf('%') >= 0) {
            throw new IllegalArgumentException("not an address: " + host);
        }
        InetAddress address = InetAddress.ofLiteral(host);
        if (host.indexOf(':') >= 0 && address instanceof Inet4Address) {
            throw new IllegalArgumentException("an IPv4 address written as IPv6: " + host);
        }
        return address;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }
}
