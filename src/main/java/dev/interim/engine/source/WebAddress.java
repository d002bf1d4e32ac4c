package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.URIUtils;
import org.jspecify.annotations.Nullable;

/// An http or https address whose text has passed every rule; what its host resolves to has not
/// been looked at.
///
/// @param uri the address; ASCII only, no user info, no fragment
/// @param host the host in lower case, without brackets where it is an IPv6 address
/// @param port the port, also where the text leaves it out
record WebAddress(URI uri, String host, int port) {
    private static final int LONGEST = 8_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

    /// Checks the text of an address.
    ///
    /// @throws FailureException `INVALID_REQUEST`, or `FORBIDDEN_SOURCE` for a port that is not
    ///   allowed
    static WebAddress of(URI given, AddressRules rules) {
        check(given.toString().length() <= LONGEST, "the address is longer than " + LONGEST);
        check(isSecure(given) || "http".equalsIgnoreCase(given.getScheme()), "only http and https");
        check(given.getRawUserInfo() == null, "an address must not hold a user name or password");
        check(given.getRawFragment() == null, "an address must not have a #fragment");
        String host = hostOf(given);
        int port = portOf(given);
        if (!rules.permits(host, port)) {
            throw new FailureException(
                    FORBIDDEN_SOURCE,
                    "port "
                            + port
                            + " is not allowed; allowed are "
                            + rules.ports().stream().sorted().toList());
        }
        return new WebAddress(URI.create(given.toASCIIString()), host, port);
    }

    /// Where a redirect from here leads, checked like a new address; besides, https never leads to
    /// http, and nobody else leads to this machine.
    ///
    /// @throws FailureException `SOURCE_UNAVAILABLE`
    WebAddress redirectedTo(@Nullable String location, AddressRules rules) {
        try {
            check(location != null && !location.isBlank(), "it does not say where to");
            WebAddress target =
                    of(URIUtils.resolve(uri, new URI(String.valueOf(location).strip())), rules);
            check(!isSecure(uri) || isSecure(target.uri), "from https to http");
            check(
                    !AddressRules.isLoopback(target.host) || AddressRules.isLoopback(host),
                    "to an address that is not for others");
            return target;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw refused("not a valid address", e);
        } catch (FailureException e) {
            throw refused(e.sentence(), e);
        }
    }

    private static FailureException refused(String why, Exception cause) {
        return new FailureException(
                SOURCE_UNAVAILABLE, "the server redirects, which is refused: " + why, cause);
    }

    private static String hostOf(URI given) {
        String host = given.getHost();
        if (host == null || host.isEmpty()) {
            throw new FailureException(INVALID_REQUEST, "the address names no valid host");
        }
        host = host.toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
            check(host.indexOf('%') < 0, "an IPv6 address must not have a zone");
        } else if (endsInNumber(host)) {
            check(Network.isLiteral(host), "a numeric host is four decimal numbers: 192.0.2.1");
        }
        return host;
    }

    /// Whether some library could take the name for a number: 2130706433, 0x7f.1, 0177.0.0.1,
    /// 1.2.3.4.
    private static boolean endsInNumber(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
    }

    private static int portOf(URI given) {
        if (given.getPort() < 0) {
            return isSecure(given) ? 443 : 80;
        }
        check(given.getPort() >= 1 && given.getPort() <= HIGHEST_PORT, "there is no such port");
        return given.getPort();
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static void check(boolean isGood, String otherwise) {
        if (!isGood) {
            throw new FailureException(INVALID_REQUEST, otherwise);
        }
    }
}
