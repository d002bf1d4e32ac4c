package dev.interim.engine.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// From the name of a host to the addresses that are connected to, all of which the rules permit.
///
/// What this answers *is* what HttpComponents connects to, also for literals and redirects: there
/// is no second look-up that could say something else. Whoever asks for many names that no server
/// answers leaves threads for the look-ups of others, see {@link LookupThreads}.
final class CheckedResolver implements DnsResolver, AutoCloseable {
    /// How long a look-up may wait for a thread, and then how long it may take.
    static final Duration DEADLINE = Duration.ofSeconds(3);

    /// Who asks, for whoever connects on this thread; nobody in particular where it is not bound.
    static final ScopedValue<String> ASKER = ScopedValue.newInstance();

    private static final String NOBODY = "";
    private static final int MAX_THREADS = 32;
    private static final int MAX_WAITING = 512;
    private static final int MOST_ADDRESSES = 4;

    private final AddressRules rules;
    private final Lookup lookup;
    private final Duration deadline;
    private final LookupThreads threads = new LookupThreads(MAX_THREADS, MAX_WAITING);

    CheckedResolver(AddressRules rules, Lookup lookup, Duration deadline) {
        this.rules = rules;
        this.lookup = lookup;
        this.deadline = deadline;
    }

    /// The addresses of a host, at most four; one that is not permitted refuses the host.
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = addressesOf(host);
        for (InetAddress address : addresses) {
            if (!rules.permits(host, address)) {
                throw new UnknownHostException(
                        "refused: " + host + " has the address " + address.getHostAddress());
            }
        }
        return Arrays.copyOf(addresses, Math.min(addresses.length, MOST_ADDRESSES));
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.close();
    }

    private InetAddress[] addressesOf(String host) throws UnknownHostException {
        if (Network.isLiteral(host)) {
            try {
                return new InetAddress[] {Network.literal(host)};
            } catch (IllegalArgumentException e) {
                throw unknown("not an address that is connected to: " + host, e);
            }
        }
        InetAddress[] addresses = lookUp(host);
        if (addresses.length == 0) {
            throw new UnknownHostException("no address: " + host);
        }
        return addresses;
    }

    /// The JDK cannot interrupt a look-up that hangs: therefore it hangs on a thread of a bounded
    /// pool.
    private InetAddress[] lookUp(String host) throws UnknownHostException {
        try {
            return threads.call(ASKER.orElse(NOBODY), () -> lookup.addressesOf(host), deadline);
        } catch (RejectedExecutionException e) {
            throw unknown("too many look-ups of one asker are waiting", e);
        } catch (TimeoutException e) {
            throw unknown("no answer from the name server for " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("the look-up was interrupted", e);
        } catch (ExecutionException e) {
            throw unknown("cannot be looked up: " + host, e);
        }
    }

    private static UnknownHostException unknown(String message, Exception cause) {
        var unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }

    /// Asks a name server.
    @FunctionalInterface
    interface Lookup {
        /// All addresses of the host; may hang.
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }
}
