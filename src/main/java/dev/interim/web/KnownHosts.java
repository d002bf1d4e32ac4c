package dev.interim.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// The names in `Host` under which a port may be addressed.
///
/// @param names beside those of this machine
/// @param isAnyGood whether every name is; where others reach the port and no name is given
/// @param areAddressesGood whether addresses are; a name of another that leads here is none
record KnownHosts(Set<String> names, boolean isAnyGood, boolean areAddressesGood) {
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]|::1|\\[?(0+:){7}0*1]?");
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f.]*:[0-9a-f:.]*]?");

    KnownHosts {
        names = names.stream().map(KnownHosts::plain).collect(Collectors.toUnmodifiableSet());
    }

    /// Those of the port for clients.
    static KnownHosts ofService(WebSettings settings, Environment environment) {
        return new KnownHosts(
                settings.hosts(), isAnyGood(settings, environment, "server.address"), false);
    }

    /// Those of the port for health and metrics, which probes and scrapers address by number.
    static KnownHosts ofManagement(WebSettings settings, Environment environment) {
        String address = "management.server.address";
        return new KnownHosts(
                settings.hosts(),
                isAnyGood(settings, environment, address),
                !isLocal(environment, address));
    }

    private static boolean isAnyGood(
            WebSettings settings, Environment environment, String address) {
        return settings.hosts().isEmpty() && !isLocal(environment, address);
    }

    private static boolean isLocal(Environment environment, String address) {
        return Binder.get(environment)
                .bind(address, InetAddress.class)
                .map(InetAddress::isLoopbackAddress)
                .orElse(false);
    }

    /// Whether the port may be addressed under a name.
    boolean contains(String host) {
        String plain = plain(host);
        return isAnyGood
                || names.contains(plain)
                || LOOPBACK.matcher(plain).matches()
                || (areAddressesGood && ADDRESS.matcher(plain).matches());
    }

    /// A name as it is compared: a dot at its end means the same.
    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
