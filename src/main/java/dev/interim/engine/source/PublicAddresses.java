package dev.interim.engine.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses belong to the public internet: unicast, and of no special purpose.
///
/// After the IANA registries of special-purpose addresses (IPv4 and IPv6, as of 2025), plus what
/// clouds use for their own services. What is not certainly public is not.
final class PublicAddresses {
    private static final List<Network> SPECIAL_IPV4 =
            networks(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared between carrier and customer; cloud metadata
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // services of the Azure platform
                    "169.254.0.0/16", // link-local; cloud metadata
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24", // AS112
                    "192.52.193.0/24", // AMT
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "192.175.48.0/24", // AS112
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved; broadcast

    private static final Network GLOBAL_UNICAST_IPV6 = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_IPV6 =
            networks(
                    "2001::/23", // protocol assignments, among them Teredo, benchmarks and ORCHID
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: an IPv4 address inside
                    "2620:4f:8000::/48", // AS112
                    "3ffe::/16", // the former test network
                    "3fff::/20"); // documentation

    private PublicAddresses() {}

    /// Whether the address is public.
    static boolean contains(InetAddress address) {
        if (address instanceof Inet4Address) {
            return isInNone(SPECIAL_IPV4, address);
        }
        return GLOBAL_UNICAST_IPV6.contains(address) && isInNone(SPECIAL_IPV6, address);
    }

    private static boolean isInNone(List<Network> networks, InetAddress address) {
        return networks.stream().noneMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
