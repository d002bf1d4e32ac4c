package dev.interim.engine;

import dev.interim.engine.codec.Codecs;
import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.codec.DecodedFetch;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.Layout;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Source;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The statistics of a source in one call, on the calling thread: the engine as a library.
///
/// ```java
/// Snapshot snapshot = Profiler.profile(source, ScanOptions.AUTO, Measures.STANDARD);
/// for (Snapshot.Column column : snapshot.columns()) {
///     System.out.println(column.name() + " " + column.type().label() + " " + column.distinct());
/// }
/// ```
public final class Profiler {
    private final DecodedFetch fetch;
    private final Semaphore arrived;
    private final Buffers buffers;
    private final Part part;
    private final Measures measures;
    private Chunker chunker;
    private Layout.@Nullable Scanner scanner;
    private @Nullable Profile profile;

    private Profiler(
            DecodedFetch fetch, Semaphore arrived, ScanOptions options, Measures measures) {
        this.fetch = fetch;
        this.arrived = arrived;
        this.measures = measures;
        buffers = new Buffers(options.limits().chunk(), 2);
        chunker = new Chunker(options, buffers);
        part = new Part(measures);
    }

    /// Fetches all of the source, decompressed where it is compressed, and answers its statistics.
    ///
    /// Waits for bytes that have not arrived. The result is a function of the bytes alone.
    ///
    /// @param source opened once, and closed again in any case
    /// @throws dev.interim.engine.failure.FailureException where the source cannot be fetched, or
    ///   the data is not what it should be
    /// @throws InterruptedException when the thread was interrupted while it waited for bytes
    public static Snapshot profile(Source source, ScanOptions options, Measures measures)
            throws InterruptedException {
        return profile(source, DecodeOptions.AUTO, options, measures);
    }

    /// The same where the caller knows the charset, or wants what is no text to fail.
    ///
    /// @param decode how bytes are made plain text
    /// @throws dev.interim.engine.failure.FailureException as above
    /// @throws InterruptedException as above
    public static Snapshot profile(
            Source source, DecodeOptions decode, ScanOptions options, Measures measures)
            throws InterruptedException {
        var arrived = new Semaphore(0);
        try (var fetch =
                Codecs.decode(
                        source.open(arrived::release),
                        DecodeLimits.STANDARD,
                        decode.of(source.member()),
                        arrived::release)) {
            return new Profiler(fetch, arrived, options, measures).profile();
        }
    }

    private Snapshot profile() throws InterruptedException {
        profileFile();
        while (fetch.hasNext()) {
            fetch.next();
            chunker = chunker.following();
            profileFile();
        }
        var whole = Objects.requireNonNull(profile);
        whole.requireRecords();
        var layout = Objects.requireNonNull(chunker.layout());
        layout.requireColumns(whole.names());
        layout.requireFewMalformed(whole.faults(), whole.rows());
        return whole.snapshot(Snapshot.Scope.WHOLE, true);
    }

    private void profileFile() throws InterruptedException {
        boolean hasMore = true;
        while (hasMore) {
            hasMore = fetchWindow();
            for (Chunk chunk = next(); chunk != null; chunk = next()) {
                add(chunk);
            }
        }
        if (profile == null) {
            profileOf(Objects.requireNonNull(chunker.layout()));
        }
    }

    private @Nullable Chunk next() {
        try {
            return chunker.next();
        } catch (FailureException e) {
            throw fetch.named(e);
        }
    }

    /// Fetches what the next chunk needs; answers whether there may be more.
    private boolean fetchWindow() throws InterruptedException {
        while (chunker.room() > 0) {
            int count = fetch.take(chunker.buffer(), chunker.filled(), chunker.room());
            if (count == Fetch.END) {
                chunker.end();
                return false;
            }
            if (count == 0) {
                arrived.acquire();
                arrived.drainPermits();
            }
            chunker.advance(count);
        }
        return true;
    }

    private void add(Chunk chunk) {
        var layout = Objects.requireNonNull(chunker.layout());
        if (scanner == null) {
            scanner = layout.scanner();
        }
        scanner.scan(chunk, part.batch());
        part.compute(layout.schema());
        var whole = profileOf(layout);
        whole.add(part);
        if (whole.failure() != null) {
            throw whole.failure();
        }
        buffers.give(chunk.bytes());
    }

    private Profile profileOf(Layout layout) {
        if (profile == null) {
            profile = new Profile(layout.schema(), measures);
        }
        return profile;
    }
}
