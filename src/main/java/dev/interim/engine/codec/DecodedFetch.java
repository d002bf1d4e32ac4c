package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.CONFLICT;
import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A fetch whose bytes are plain, whatever they were when they came.
///
/// As with any fetch, one owner at a time takes; {@link #bytesFetched}, {@link #origin} and {@link
/// #close} are for any thread.
public final class DecodedFetch implements Fetch {
    private final Fetch raw;
    private final Input in;
    private final OutputGuard guard;
    // Between the owner and whoever closes: memory outside the heap must not go while it is used.
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Decoder decoder;
    private @Nullable FailureException failure;
    private boolean isClosed;

    DecodedFetch(Fetch raw, DecodeLimits limits) {
        this.raw = raw;
        this.in = new Input(raw);
        this.guard = new OutputGuard(limits);
    }

    /// As the contract says; plain bytes are copied once, by the raw fetch, except for the first
    /// few.
    ///
    /// @throws FailureException as the raw fetch; `MALFORMED_DATA` for data that is cut off,
    ///   corrupt, compressed twice or in a way that is not read; `TOO_LARGE` at a limit
    @Override
    public int take(byte[] target, int offset, int length) {
        lock.lock();
        try {
            if (isClosed) {
                throw new FailureException(CONFLICT, "the fetch was closed");
            }
            if (failure != null) {
                throw failure;
            }
            return takeOpen(target, offset, length);
        } catch (FailureException e) {
            failure = e;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /// The bytes taken from the source so far, as they came (compressed where it is); any thread.
    public long bytesFetched() {
        return in.bytesFetched();
    }

    /// What is known of the raw fetch: its length is in bytes as fetched.
    @Override
    public Origin origin() {
        return raw.origin();
    }

    @Override
    public void pause() {
        raw.pause();
    }

    @Override
    public void resume() {
        raw.resume();
    }

    @Override
    public void parallel(boolean isAllowed) {
        raw.parallel(isAllowed);
    }

    @Override
    public void close() {
        raw.close();
        lock.lock();
        try {
            isClosed = true;
            if (decoder != null) {
                decoder.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private int takeOpen(byte[] target, int offset, int length) {
        if (decoder == null && hasBeginning()) {
            decoder = decoder(Format.of(in.buffer, in.from, in.waiting()));
        }
        if (decoder == null) {
            return 0;
        }
        int count = decoder.decode(in, target, offset, length);
        if (count > 0 && !(decoder instanceof PlainDecoder)) {
            guard.check(target, offset, count, in.position());
        }
        return count;
    }

    private boolean hasBeginning() {
        while (in.waiting() == 0 || Format.needsMore(in.buffer, in.from, in.waiting())) {
            int count = in.fill();
            if (count <= 0) {
                return count == END;
            }
        }
        return true;
    }

    private static Decoder decoder(@Nullable Format format) {
        return switch (format) {
            case null -> new PlainDecoder();
            case GZIP -> new GzipDecoder();
            case ZSTD, XZ, LZ4, ZIP ->
                    throw new FailureException(
                            MALFORMED_DATA,
                            "the data is compressed as "
                                    + format.name().toLowerCase(Locale.ROOT)
                                    + ", which is not read; gzip is");
        };
    }
}
