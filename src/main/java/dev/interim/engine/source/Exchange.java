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
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// One question to a server, through its redirects, until its answer is read or broken off.
///
/// One thread asks and reads; any may close.
final class Exchange implements AutoCloseable {
    /// What is said of a host that is unknown, does not answer, or may not be asked: the same, so
    /// that nobody learns from it what stands in the operator's network.
    static final String UNREACHABLE = "the source cannot be reached from here";

    /// What an {@link HttpClientContext} knows its exchange by.
    private static final String ATTRIBUTE = "interim.exchange";

    private static final String UNREADABLE = "the server gave no answer that can be read";
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final CloseableHttpClient client;
    private final AddressRules rules;
    private final FetchLimits limits;
    private final Consumer<FailureException> onGivingUp;
    private final Patience patience;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpGet request;
    private boolean isClosed;
    private volatile boolean isReleased;

    /// @param openedAt when the fetch began, of which this may be one of many exchanges
    /// @param onGivingUp told, from another thread and before the exchange is closed, that the
    ///   server was waited for long enough
    Exchange(
            CloseableHttpClient client,
            AddressRules rules,
            FetchLimits limits,
            Timing timing,
            long openedAt,
            Consumer<FailureException> onGivingUp) {
        this.client = client;
        this.rules = rules;
        this.limits = limits;
        this.onGivingUp = onGivingUp;
        this.patience = Patience.begin(limits, timing, openedAt, this::giveUp);
    }

    /// Asks, follows at most ten redirects, and waits until the answer begins.
    ///
    /// @throws FailureException where there is no answer that brings data
    /// @throws SetbackException where another try may bring one
    Answer get(WebAddress address, Question question) throws SetbackException {
        WebAddress at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            ClassicHttpResponse response = send(at, question);
            if (!REDIRECTS.contains(response.getCode())) {
                return answer(response, question);
            }
            Header location = response.getFirstHeader(HttpHeaders.LOCATION);
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

    /// Whether the exchange for which a connection has been opened was closed meanwhile: the client
    /// then knows nothing of the connection, and does not close it.
    static boolean isClosed(HttpContext context) {
        return context.getAttribute(ATTRIBUTE) instanceof Exchange exchange && exchange.isClosed();
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /// Gives the connection back: not because anything went wrong.
    void release() {
        isReleased = true;
        close();
    }

    boolean isReleased() {
        return isReleased;
    }

    private ClassicHttpResponse send(WebAddress at, Question question) throws SetbackException {
        TargetedGet get = begin(at);
        question.addTo(get);
        var context = HttpClientContext.create();
        context.setAttribute(ATTRIBUTE, this);
        get.addTo(context);
        try {
            patience.asked();
            var host = new HttpHost(at.scheme(), at.host(), at.port());
            return client.executeOpen(host, get, context);
        } catch (ConnectionRequestTimeoutException e) {
            throw new FailureException(OVER_CAPACITY, "too many sources are being fetched", e);
        } catch (SSLException e) {
            throw unavailable("no secure connection to the server", e);
        } catch (ClientProtocolException | MessageConstraintException e) {
            throw unavailable(UNREADABLE, e);
        } catch (IOException e) {
            throw setback(e, context.getEndpointDetails() != null);
        } catch (IllegalStateException e) {
            throw new FailureException(OVER_CAPACITY, "no more sources are being fetched", e);
        } catch (NullPointerException e) {
            // The client loses its connection where it is closed between two of its steps.
            throw closed(e);
        } finally {
            patience.arrived(0);
        }
    }

    private Answer answer(ClassicHttpResponse response, Question question) throws SetbackException {
        try {
            return Answer.of(response, question, patience);
        } catch (IOException e) {
            throw setback(e, true);
        }
    }

    private SetbackException setback(IOException e, boolean isConnected) {
        return new SetbackException(unavailable(sentence(e, isConnected), e));
    }

    private String sentence(IOException e, boolean isConnected) {
        if (!isConnected) {
            return UNREACHABLE;
        }
        return e instanceof SocketTimeoutException ? Patience.noAnswer(limits) : UNREADABLE;
    }

    private TargetedGet begin(WebAddress at) {
        cancel();
        var get = new TargetedGet(at);
        lock.lock();
        try {
            if (isClosed) {
                throw closed(null);
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

    private static FailureException closed(@Nullable Throwable cause) {
        return new FailureException(CONFLICT, "the fetch was closed", cause);
    }

    private static FailureException unavailable(String sentence, @Nullable Throwable cause) {
        return new FailureException(SOURCE_UNAVAILABLE, sentence, cause);
    }
}
