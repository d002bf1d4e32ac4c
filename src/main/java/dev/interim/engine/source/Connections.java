package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// The one type that opens connections to hosts of strangers, and only to those the rules allow.
///
/// Each exchange has a connection of its own, never used again: nothing of one job reaches another.
/// Proxies of the system, cookies, log-ins, automatic retries and decompression are off.
public final class Connections implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 256;
    private static final int LEAST_PARTS = 2;
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_HEADER_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    private final AddressRules rules;
    private final FetchLimits limits;
    private final FetchManners manners;
    private final Timing timing;
    private final int mostParts = mostParts();
    private final Semaphore memory = new Semaphore(mostParts);
    private final Set<Download> downloads = ConcurrentHashMap.newKeySet();
    private final LongAdder retries = new LongAdder();
    private final CheckedResolver resolver;
    private final CloseableHttpClient client;

    /// Opens nothing yet.
    ///
    /// @param version our version, as it stands in `User-Agent: interim/<version>`
    public Connections(
            AddressRules rules,
            FetchLimits limits,
            FetchManners manners,
            Timing timing,
            String version) {
        this(rules, limits, manners, timing, version, InetAddress::getAllByName);
    }

    /// The same with another way to look up names.
    Connections(
            AddressRules rules,
            FetchLimits limits,
            FetchManners manners,
            Timing timing,
            String version,
            CheckedResolver.Lookup lookup) {
        this.rules = rules;
        this.limits = limits;
        this.manners = manners;
        this.timing = timing;
        this.resolver = new CheckedResolver(rules, lookup, CheckedResolver.DEADLINE);
        this.client = client(manager(resolver, limits), limits, "interim/" + version);
    }

    /// Breaks off everything that is under way, in bounded time.
    @Override
    public void close() {
        downloads.forEach(Download::shutDown);
        resolver.close();
        client.close(CloseMode.IMMEDIATE);
    }

    /// How often a server was asked again after something had gone wrong; any thread.
    public long retries() {
        return retries.sum();
    }

    /// How many bytes of memory the parts take that all fetches together are bringing; any thread.
    public long memoryOfParts() {
        return (mostParts - memory.availablePermits()) * (long) Part.BYTES;
    }

    void countRetry() {
        retries.increment();
    }

    /// What may be asked.
    AddressRules rules() {
        return rules;
    }

    /// How much is fetched at most.
    FetchLimits limits() {
        return limits;
    }

    /// How servers are treated.
    FetchManners manners() {
        return manners;
    }

    /// The time by which they are.
    Timing timing() {
        return timing;
    }

    /// A permit for each part that may be in memory, of all fetches together.
    Semaphore memory() {
        return memory;
    }

    /// A fetch of everything at an address; connects when it is run.
    Download download(WebAddress address, Pipe pipe, ThreadFactory threads) {
        var download = new Download(address, this, pipe, threads);
        downloads.add(download);
        return download;
    }

    void forget(Download download) {
        downloads.remove(download);
    }

    /// A new question; connects when it is asked.
    ///
    /// @param openedAt see {@link Exchange}
    /// @param onGivingUp see {@link Exchange}
    Exchange exchange(long openedAt, Consumer<FailureException> onGivingUp) {
        return new Exchange(client, rules, limits, timing, openedAt, onGivingUp);
    }

    /// An eighth of the memory there is.
    private static int mostParts() {
        long fit = Runtime.getRuntime().maxMemory() / 8 / Part.BYTES;
        return Math.clamp(fit, LEAST_PARTS, MOST_PARTS);
    }

    private static CloseableHttpClient client(
            HttpClientConnectionManager manager, FetchLimits limits, String userAgent) {
        var requests =
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(limits.connectTimeout()))
                        .setResponseTimeout(Timeout.of(limits.responseTimeout()))
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build();
        return HttpClientBuilder.create()
                .setConnectionManager(manager)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(requests)
                .setDefaultHeaders(
                        List.of(
                                new BasicHeader(HttpHeaders.ACCEPT, "*/*"),
                                new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity")))
                .setUserAgent(userAgent)
                .addRequestInterceptorLast(
                        (request, entity, context) -> TargetedGet.complete(request, context))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static HttpClientConnectionManager manager(
            CheckedResolver resolver, FetchLimits limits) {
        var http1 =
                Http1Config.custom()
                        .setMaxLineLength(LONGEST_HEADER_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build();
        return new DirectConnections()
                .setDnsResolver(resolver)
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(http1).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connectTimeout()))
                                .setSocketTimeout(Timeout.of(limits.responseTimeout()))
                                .build())
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .build();
    }
}
