package dev.interim.engine.source;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which hosts, networks and ports may be fetched from, as the operator has decided.
///
/// Public addresses are always allowed. Everything else is refused, except:
///
/// @param allowsLoopback hosts written as loopback (`localhost`, `127.0.0.1`, `[::1]`), on any
///   port: for a laptop. A public name that leads here is refused all the same
/// @param hosts names of hosts that may have any address
/// @param networks networks whose addresses count as public
/// @param ports ports that may be asked
public record AddressRules(
        boolean allowsLoopback, Set<String> hosts, List<Network> networks, Set<Integer> ports) {
    /// The ports that are usual for the web: 80, 443, 8080 and 8443.
    public static final Set<Integer> USUAL_PORTS = Set.of(80, 443, 8080, 8443);

    /// Only public addresses, on the usual ports.
    public static final AddressRules PUBLIC =
            new AddressRules(false, Set.of(), List.of(), USUAL_PORTS);

    /// Public addresses on the usual ports, and this machine on any port.
    public static final AddressRules PUBLIC_AND_LOOPBACK =
            new AddressRules(true, Set.of(), List.of(), USUAL_PORTS);

    /// Copies what it is given; names of hosts in lower case.
    public AddressRules {
        hosts = hosts.stream().map(AddressRules::plainName).collect(Collectors.toUnmodifiableSet());
        networks = List.copyOf(networks);
        ports = Set.copyOf(ports);
    }

    /// Whether a connection to this address may be opened for this host.
    boolean permits(String host, InetAddress address) {
        return PublicAddresses.contains(address)
                || networks.stream().anyMatch(network -> network.contains(address))
                || hosts.contains(plainName(host))
                || (allowsLoopback && isLoopback(host) && address.isLoopbackAddress());
    }

    /// Whether this port of the host may be asked.
    boolean permits(String host, int port) {
        return ports.contains(port) || (allowsLoopback && isLoopback(host));
    }

    /// Whether a host is written as this machine; without brackets where it is an IPv6 address.
    static boolean isLoopback(String host) {
        String name = plainName(host);
        if (Network.isLiteral(name)) {
            try {
                return Network.literal(name).isLoopbackAddress();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static String plainName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
