package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.CONFLICT;
import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Retries;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A fetch whose bytes are plain text in UTF-8, whatever they were when they came.
///
/// As with any fetch, one owner at a time takes; {@link #bytesFetched}, {@link #origin} and {@link
/// #close} are for any thread.
public final class DecodedFetch implements Fetch {
    private final Fetch raw;
    private final DecodeOptions options;
    private final Runnable ready;
    private final WindowMemory memory;
    private final Input in;
    private final OutputGuard guard;
    // Between the owner and whoever closes: memory outside the heap must not go while it is used.
    private final ReentrantLock lock = new ReentrantLock();
    private TextFetch text;
    private volatile @Nullable Decoder decoder;
    private volatile boolean isShared;
    private @Nullable FailureException failure;
    private boolean isClosed;

    DecodedFetch(
            Fetch raw,
            DecodeLimits limits,
            DecodeOptions options,
            Runnable ready,
            WindowMemory memory) {
        this.memory = memory;
        this.raw = raw;
        this.options = options;
        this.ready = ready;
        this.in = new Input(raw, ready);
        this.guard = new OutputGuard(limits);
        this.text = text();
    }

    private TextFetch text() {
        return new TextFetch(
                this::takePlain, options, () -> Charsets.ofMediaType(raw.origin().mediaType()));
    }

    /// As the contract says; plain bytes in UTF-8 are copied once, by the raw fetch, except for the
    /// first few.
    ///
    /// @throws FailureException as the raw fetch; `MALFORMED_DATA` for data that is cut off,
    ///   corrupt, compressed twice or in a way that is not read; `TOO_LARGE` at a limit; named
    ///   after the file where there are several
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
            return text.take(target, offset, length);
        } catch (FailureException e) {
            failure = failure == null ? named(e) : failure;
            throw failure;
        } finally {
            lock.unlock();
        }
    }

    /// The failure, with the name of the file in front where there are several.
    public FailureException named(FailureException e) {
        String part = raw.part();
        return part == null ? e : new FailureException(e.kind(), part + ": " + e.sentence(), e);
    }

    @Override
    public @Nullable String part() {
        return raw.part();
    }

    @Override
    public boolean hasNext() {
        return raw.hasNext();
    }

    /// Goes on to the next file, which may be compressed and written otherwise.
    @Override
    public void next() {
        lock.lock();
        try {
            raw.next();
            closeDecoder();
            decoder = null;
            in.begin();
            guard.begin();
            text = text();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the bytes come compressed, as far as is known by now; any thread.
    public boolean isCompressed() {
        var known = decoder;
        return known != null && !(known instanceof PlainDecoder);
    }

    /// Says whether others than the owner will {@link #help}; any thread.
    public void share(boolean isAllowed) {
        isShared = isAllowed;
    }

    /// Whether {@link #help} would do something; any thread.
    public boolean isHelpWanted() {
        return decoder instanceof BgzfDecoder blocks && blocks.isHelpWanted();
    }

    /// Decompresses some of what was taken from the raw fetch, where it can be cut; the owner is
    /// told as by `ready` when that was what it waited for. Any thread.
    ///
    /// @return whether there was something to do
    public boolean help() {
        return decoder instanceof BgzfDecoder blocks && blocks.help();
    }

    /// Takes no more of the raw fetch: what is held back by now, until more would come, is all
    /// there will be, and may end anywhere. For the owner.
    public void cut() {
        text.cut();
    }

    /// The bytes taken from the source so far, as they came (compressed where it is); any thread.
    public long bytesFetched() {
        return in.bytesFetched();
    }

    /// What is odd with the charset, though it is no failure; `null` when nothing is.
    public @Nullable String charsetWarning() {
        var guess = text.guess();
        return guess == null
                ? null
                : "%s is not UTF-8; it is read as %s, which csv.charset can overrule"
                        .formatted(part() == null ? "the text" : part(), guess.name());
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
    public Retries retries() {
        return raw.retries();
    }

    /// That of the raw fetch, and of blocks that are decompressed side by side.
    @Override
    public long memory() {
        return raw.memory() + (decoder instanceof BgzfDecoder blocks ? blocks.memory() : 0);
    }

    @Override
    public void close() {
        raw.close();
        lock.lock();
        try {
            isClosed = true;
            closeDecoder();
        } finally {
            lock.unlock();
        }
    }

    private void closeDecoder() {
        var known = decoder;
        if (known != null) {
            known.close();
        }
    }

    private int takePlain(byte[] target, int offset, int length) {
        var known = decoder;
        if (known == null) {
            if (!hasBeginning()) {
                return 0;
            }
            var format = Format.of(in.buffer, in.from, in.waiting());
            if (format != null && !memory.admits(format.windowBytes())) {
                return 0;
            }
            known = decoder(format);
            decoder = known;
        }
        int count = known.decode(in, target, offset, length);
        if (count > 0 && !(known instanceof PlainDecoder)) {
            guard.check(target, offset, count, known.used(in));
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

    private Decoder decoder(@Nullable Format format) {
        String member = options.member();
        if (member != null && format != Format.ZIP) {
            throw new FailureException(
                    MALFORMED_DATA, "the data is no zip archive, and has no members");
        }
        return switch (format) {
            case null -> new PlainDecoder();
            case GZIP -> new BgzfDecoder(ready, () -> isShared);
            case ZSTD -> new ZstdDecoder();
            case BZIP2 -> new Bzip2Decoder();
            case XZ -> new XzDecoder(memory);
            case LZ4 -> new Lz4Decoder();
            case ZIP -> new ZipDecoder(member);
            case COMPRESS, SEVEN_ZIP, RAR ->
                    throw new FailureException(
                            MALFORMED_DATA,
                            "the data is compressed as %s, which is not read; gzip, zstd, bzip2, xz, lz4 and zip are"
                                    .formatted(format.label()));
        };
    }
}
