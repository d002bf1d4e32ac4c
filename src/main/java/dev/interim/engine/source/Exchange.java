package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.CONFLICT;
import static dev.interim.engine.failure.FailureKind.OVER_CAPACITY;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/// One question to a server, through its redirects, until its answer is read or broken off.
///
/// One thread asks and reads; any may close.
final class Exchange implements AutoCloseable {
    /// What is said of a host that is unknown, does not answer, or may not be asked: the same, so
    /// that nobody learns from it what stands in the operator's network.
    static final String UNREACHABLE = "the source cannot be reached from here";

    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final CloseableHttpClient client;
    private final AddressRules rules;
    private final FetchLimits limits;
    private final Consumer<FailureException> onGivingUp;
    private final Patience patience;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpGet request;
    private boolean isClosed;

    /// @param onGivingUp told, from another thread and before the exchange is closed, that the
    ///   server was waited for long enough
    Exchange(
            CloseableHttpClient client,
            AddressRules rules,
            FetchLimits limits,
            Timing timing,
            Consumer<FailureException> onGivingUp) {
        this.client = client;
        this.rules = rules;
        this.limits = limits;
        this.onGivingUp = onGivingUp;
        this.patience = Patience.begin(limits, timing, this::giveUp);
    }

    /// Asks, follows at most five redirects, and waits until the answer begins.
    ///
    /// @throws FailureException where there is no answer that brings data
    Answer get(WebAddress address) {
        WebAddress at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            ClassicHttpResponse response = send(at);
            if (!REDIRECTS.contains(response.getCode())) {
                return answer(response);
            }
            Header location = response.getFirstHeader(HttpHeaders.LOCATION);
            cancel();
            at = at.redirectedTo(location == null ? null : location.getValue(), rules);
        }
        throw unavailable("the server redirects more than " + MOST_REDIRECTS + " times", null);
    }

    /// Breaks off what is under way, without waiting for anybody; may be called more than once.
    @Override
    public void close() {
        patience.close();
        lock.lock();
        try {
            isClosed = true;
        } finally {
            lock.unlock();
        }
        cancel();
    }

    private ClassicHttpResponse send(WebAddress at) {
        HttpGet get = begin(at);
        var context = HttpClientContext.create();
        try {
            patience.asked();
            var host = new HttpHost(at.uri().getScheme(), at.host(), at.port());
            return client.executeOpen(host, get, context);
        } catch (ConnectionRequestTimeoutException e) {
            throw new FailureException(OVER_CAPACITY, "too many sources are being fetched", e);
        } catch (SSLException e) {
            throw unavailable("no secure connection to the server", e);
        } catch (IOException e) {
            throw unavailable(sentence(e, context.getEndpointDetails() != null), e);
        } catch (IllegalStateException e) {
            throw new FailureException(OVER_CAPACITY, "no more sources are being fetched", e);
        } finally {
            patience.arrived(0);
        }
    }

    private Answer answer(ClassicHttpResponse response) {
        try {
            return Answer.of(response, patience);
        } catch (IOException e) {
            throw unavailable(sentence(e, true), e);
        }
    }

    private String sentence(IOException e, boolean isConnected) {
        if (!isConnected) {
            return UNREACHABLE;
        }
        return e instanceof SocketTimeoutException
                ? Patience.noAnswer(limits)
                : "the server gave no answer that can be read";
    }

    private HttpGet begin(WebAddress at) {
        var get = new HttpGet(at.uri());
        lock.lock();
        try {
            if (isClosed) {
                throw new FailureException(CONFLICT, "the fetch was closed");
            }
            request = get;
            return get;
        } finally {
            lock.unlock();
        }
    }

    private void cancel() {
        HttpGet current;
        lock.lock();
        try {
            current = request;
        } finally {
            lock.unlock();
        }
        if (current != null) {
            current.cancel();
        }
    }

    private void giveUp(FailureException reason) {
        onGivingUp.accept(reason);
        close();
    }

    private static FailureException unavailable(String sentence, @Nullable Throwable cause) {
        return new FailureException(SOURCE_UNAVAILABLE, sentence, cause);
    }
}
