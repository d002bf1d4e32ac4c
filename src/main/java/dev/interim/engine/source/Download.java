package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.OVER_CAPACITY;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static dev.interim.engine.failure.FailureKind.TOO_LARGE;

import dev.interim.engine.failure.FailureException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/// One fetch over the web, from its opening to its end: what all its exchanges have in common.
///
/// {@link #run} brings the bytes, on a thread that may wait; any other thread pauses and closes.
final class Download implements AutoCloseable {
    private final WebAddress address;
    private final Connections connections;
    private final Pipe pipe;
    private final ThreadFactory threads;
    private final Width width;
    private final Breaks breaks;
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong bytesAgain = new AtomicLong();
    private final AtomicReference<Retries> retries = new AtomicReference<>(Retries.NONE);
    private volatile Origin origin;
    private volatile String encoding = "";
    private volatile boolean isResumable;
    private volatile boolean isParallel;
    private long startedAt;

    Download(WebAddress address, Connections connections, Pipe pipe, ThreadFactory threads) {
        this.address = address;
        origin = Origin.UNKNOWN.sentAs(address.uri());
        this.connections = connections;
        this.pipe = pipe;
        this.threads = threads;
        width = new Width(connections.manners().ranges());
        breaks =
                new Breaks(
                        connections.timing(), connections.manners().releaseAfter(), this::release);
    }

    /// Brings all bytes into the pipe, and tells it how that ended; blocks. To be called once.
    void run() {
        try {
            bring();
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

    private void bring() throws InterruptedException {
        var leg = new Leg(this, pipe);
        leg.run();
        while (leg.isSplit()) {
            Origin version = Objects.requireNonNull(leg.version());
            long length = Objects.requireNonNull(version.bytes());
            long rest =
                    new Ranges(this, pipe, version, length, leg.position(), leg.firstPart()).run();
            leg = Leg.rest(this, pipe, version, rest, leg.spare());
            if (rest < length) {
                leg.run();
            }
        }
    }

    /// Asks for a second range, where several may be faster.
    ///
    /// @return `null` where they are not, or there is no memory
    @Nullable Trial trial(long position) {
        Origin version = origin;
        Long length = version.bytes();
        if (length == null || !isSplitAt(position)) {
            return null;
        }
        if (width.now() == 1) {
            width.learn(position, nanos() - startedAt);
        }
        return width.now() == 1 ? null : Trial.start(this, version, length, position);
    }

    /// Whether several connections may be used at the same time, from now on.
    void parallel(boolean isAllowed) {
        isParallel = isAllowed;
    }

    boolean isParallel() {
        return isParallel;
    }

    /// Whether what follows is better asked for as several ranges: it is long, it is wanted faster
    /// than it comes, and nobody has found yet that more connections do not help.
    private boolean isSplitAt(long position) {
        Long length = origin.bytes();
        return isParallel
                && isResumable
                && origin.strongEtag() != null
                && width.mayHelp()
                && length != null
                && position >= Part.BYTES
                && length - position >= 2L * Part.BYTES
                && !breaks.isClosed()
                && pipe.isWantedFaster();
    }

    Width width() {
        return width;
    }

    Semaphore memory() {
        return connections.memory();
    }

    long nanos() {
        return connections.timing().nanos();
    }

    void start(Part part) {
        threads.newThread(part).start();
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
        return exchange(this::giveUp);
    }

    /// The same, told by itself that the server was waited for long enough: others go on.
    Exchange exchange(Consumer<FailureException> onGivingUp) {
        Exchange exchange = connections.exchange(breaks.openedAt(), onGivingUp);
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
        encoding = answer.encoding();
        startedAt = nanos();
        isResumable =
                answer.status() == HttpStatus.SC_PARTIAL_CONTENT
                        && answer.origin().validator() != null;
    }

    /// How the first answer said that the source is encoded; empty for not at all.
    String encoding() {
        return encoding;
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
        origin = known.sentAs(address.uri());
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

    /// How often the server was asked again.
    Retries retries() {
        return retries.get();
    }

    /// Leaves the server alone for a while.
    ///
    /// @throws FailureException where the fetch has no time for that
    void waitBefore(int failures, SetbackException setback) throws InterruptedException {
        Duration wait = connections.manners().backoff().after(failures, setback.asked());
        FetchLimits limits = connections.limits();
        long spent = connections.timing().nanos() - breaks.openedAt();
        if (limits.totalTime().minusNanos(spent).compareTo(wait) < 0) {
            throw new FailureException(SOURCE_UNAVAILABLE, Patience.tooLong(limits));
        }
        connections.countRetry();
        retries.updateAndGet(before -> before.and(setback.failure().sentence()));
        pipe.nudge();
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
