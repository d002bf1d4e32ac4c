package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.OVER_CAPACITY;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;

import dev.interim.engine.failure.FailureException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.HttpStatus;

/// One fetch over the web, from its opening to its end: what all its exchanges have in common.
///
/// {@link #run} brings the bytes, on a thread that may wait; any other thread pauses and closes.
final class Download implements AutoCloseable {
    private final WebAddress address;
    private final Connections connections;
    private final Pipe pipe;
    private final Breaks breaks;
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong bytesAgain = new AtomicLong();
    private volatile Origin origin = Origin.UNKNOWN;
    private volatile boolean isResumable;

    Download(WebAddress address, Connections connections, Pipe pipe) {
        this.address = address;
        this.connections = connections;
        this.pipe = pipe;
        breaks =
                new Breaks(
                        connections.timing(), connections.manners().releaseAfter(), this::release);
    }

    /// Brings all bytes into the pipe, and tells it how that ended; blocks. To be called once.
    void run() {
        try {
            new Leg(this, pipe).run();
            pipe.end();
        } catch (FailureException e) {
            pipe.fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pipe.fail(new FailureException(SOURCE_UNAVAILABLE, "fetching was interrupted", e));
        } catch (RuntimeException e) {
            pipe.fail(Pump.mistake(e));
        } catch (Error e) {
            pipe.fail(Pump.mistake(e));
            throw e;
        } finally {
            close();
        }
    }

    /// What is known of the source.
    Origin origin() {
        return origin;
    }

    /// The connection is given back if the pause lasts.
    void pause() {
        breaks.pause();
    }

    void resume() {
        breaks.resume();
    }

    /// Breaks off what is under way, without waiting for anybody; more than once.
    @Override
    public void close() {
        connections.forget(this);
        breaks.close();
        exchanges.forEach(Exchange::close);
    }

    /// Ends because all fetching does.
    void shutDown() {
        giveUp(new FailureException(OVER_CAPACITY, "no more sources are being fetched"));
    }

    WebAddress address() {
        return address;
    }

    FetchManners manners() {
        return connections.manners();
    }

    /// Waits while a pause lasts; answers whether the fetch goes on.
    boolean goesOn() throws InterruptedException {
        return breaks.passPause();
    }

    /// A new exchange, which is closed when the fetch is; to be forgotten at its end.
    Exchange exchange() {
        Exchange exchange = connections.exchange(breaks.openedAt(), this::giveUp);
        exchanges.add(exchange);
        if (breaks.isClosed()) {
            exchange.close();
        }
        return exchange;
    }

    void forget(Exchange exchange) {
        exchanges.remove(exchange);
    }

    /// The first bytes come: of this.
    ///
    /// @throws FailureException `TOO_LARGE`
    void found(Answer answer) {
        learnt(answer.origin());
        isResumable =
                answer.status() == HttpStatus.SC_PARTIAL_CONTENT
                        && answer.origin().strongEtag() != null;
    }

    /// This is known of the source by now.
    ///
    /// @throws FailureException `TOO_LARGE`
    void learnt(Origin known) {
        Long length = known.bytes();
        long most = connections.limits().mostBytes();
        if (length != null && length > most) {
            throw Pump.tooLarge("the source", length + " bytes", most);
        }
        origin = known;
    }

    /// Bytes were handed on.
    ///
    /// @throws FailureException `TOO_LARGE`
    void count(long more) {
        long most = connections.limits().mostBytes();
        if (bytes.addAndGet(more) > most) {
            throw Pump.tooLarge("the source", "more", most);
        }
    }

    /// Bytes came which had been there before.
    ///
    /// @throws FailureException `TOO_LARGE`
    void countAgain(long more) {
        long most = connections.limits().mostBytes();
        if (bytesAgain.addAndGet(more) > most) {
            throw new FailureException(
                    TOO_LARGE,
                    "the server began again so often that more than %d bytes came twice"
                            .formatted(most));
        }
    }

    /// Leaves the server alone for a while.
    ///
    /// @throws FailureException where the fetch has no time for that
    void waitBefore(int failures, Duration asked) throws InterruptedException {
        Duration wait = connections.manners().backoff().after(failures, asked);
        FetchLimits limits = connections.limits();
        long spent = connections.timing().nanos() - breaks.openedAt();
        if (limits.totalTime().minusNanos(spent).compareTo(wait) < 0) {
            throw new FailureException(SOURCE_UNAVAILABLE, Patience.tooLong(limits));
        }
        var _ = breaks.pass(wait);
    }

    /// What nobody uses during a long pause is given back, where it can be had again.
    private void release() {
        if (isResumable) {
            exchanges.forEach(Exchange::release);
        }
    }

    private void giveUp(FailureException reason) {
        pipe.fail(reason);
        close();
    }
}
