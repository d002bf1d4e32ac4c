package dev.interim.run;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Retries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// A fetch that can run ahead: what was [#fill]ed is kept in memory, then on disk, and is taken
/// before what is still to come.
///
/// Without `fill` it passes bytes through and costs nothing. The file has no name as soon as it is
/// open, so that nothing is left in any ending, not even a killed one, where the system can do
/// that. One owner at a time, as for every fetch; [#fetched()] may be read by any thread.
final class Spool implements Fetch {
    private static final int BLOCK = 256 * 1024;

    /// A file of several.
    ///
    /// @param end how many bytes there are up to its end
    private record Ahead(@Nullable String part, long end) {}

    private final Fetch raw;
    private final long memory;
    private final Path directory;
    private final LongPredicate admitted;
    private final Deque<ByteBuffer> blocks = new ArrayDeque<>();
    private long inMemory;
    private @Nullable FileChannel file;
    private long written;
    private long read;
    // The files of which all is kept that were not taken to their end.
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private long passed;
    private boolean isRawEnded;
    private @Nullable FailureException failure;
    private byte @Nullable [] spare;
    private long taken;
    private volatile long fetched;
    // How much is kept, for others to read.
    private volatile long memoryHeld;
    private volatile long diskHeld;

    /// @param raw belongs to the spool, which closes it
    /// @param memory how many bytes stay in memory
    /// @param directory where the rest goes
    Spool(Fetch raw, long memory, Path directory) {
        this(raw, memory, directory, _ -> true);
    }

    /// @param admitted whether so many bytes may stay in memory now; also told when they get fewer
    Spool(Fetch raw, long memory, Path directory, LongPredicate admitted) {
        this.admitted = admitted;
        this.raw = raw;
        this.memory = memory;
        this.directory = directory;
    }

    /// Takes bytes that have arrived and keeps them. A failure is kept as well, and told by [#take]
    /// behind the bytes that came before it.
    ///
    /// @return how many; 0 when there are none yet, {@link #END} when no more will come
    int fill() {
        if (isRawEnded) {
            return END;
        }
        byte[] block = spare == null ? new byte[BLOCK] : spare;
        spare = block;
        try {
            int count = takeRaw(block, 0, BLOCK);
            while (count == END && raw.hasNext()) {
                ahead.add(new Ahead(raw.part(), taken));
                nextOfRaw();
                count = takeRaw(block, 0, BLOCK);
            }
            if (count > 0) {
                keep(block, count);
            }
            return count;
        } catch (FailureException e) {
            failure = e;
            isRawEnded = true;
            return END;
        }
    }

    /// Whether something is kept that was not taken yet.
    boolean isAhead() {
        return !blocks.isEmpty() || read < written || !ahead.isEmpty();
    }

    /// How many bytes came from the source.
    long fetched() {
        return fetched;
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        var file = ahead.peek();
        if (file != null && passed == file.end()) {
            return END;
        }
        int most = file == null ? length : (int) Math.min(length, file.end() - passed);
        int count = takeKept(target, offset, most);
        passed += Math.max(0, count);
        return count;
    }

    private int takeKept(byte[] target, int offset, int length) {
        var block = blocks.peek();
        if (block != null) {
            int count = Math.min(length, block.remaining());
            block.get(target, offset, count);
            if (!block.hasRemaining()) {
                inMemory -= blocks.remove().capacity();
                memoryHeld = inMemory;
                var _ = admitted.test(inMemory);
            }
            return count;
        }
        if (read < written) {
            return takeFromFile(target, offset, length);
        }
        if (failure != null) {
            throw failure;
        }
        return isRawEnded ? END : takeRaw(target, offset, length);
    }

    @Override
    public @Nullable String part() {
        var file = ahead.peek();
        return file == null ? raw.part() : file.part();
    }

    @Override
    public boolean hasNext() {
        return !ahead.isEmpty() || raw.hasNext();
    }

    @Override
    public void next() {
        if (ahead.isEmpty()) {
            nextOfRaw();
        } else {
            ahead.remove();
        }
    }

    private void nextOfRaw() {
        raw.next();
        isRawEnded = false;
    }

    @Override
    public Origin origin() {
        return raw.origin();
    }

    @Override
    public Retries retries() {
        return raw.retries();
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
    public long memory() {
        return memoryHeld + raw.memory();
    }

    /// How many bytes of memory it keeps itself; any thread.
    long inMemory() {
        return memoryHeld;
    }

    /// How many bytes lie on disk; any thread.
    long onDisk() {
        return diskHeld;
    }

    @Override
    public void close() {
        raw.close();
        blocks.clear();
        memoryHeld = 0;
        diskHeld = 0;
        spare = null;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private int takeRaw(byte[] target, int offset, int length) {
        int count = raw.take(target, offset, length);
        if (count == END) {
            isRawEnded = true;
        } else {
            taken += count;
            fetched = taken;
        }
        return count;
    }

    /// INVARIANT: bytes on disk come after those in memory, so once something is on disk all goes
    /// there.
    private void keep(byte[] block, int count) {
        if (read == written && inMemory + BLOCK <= memory && admitted.test(inMemory + BLOCK)) {
            boolean isSmall = count < BLOCK / 2;
            blocks.add(ByteBuffer.wrap(isSmall ? Arrays.copyOf(block, count) : block, 0, count));
            inMemory += blocks.getLast().capacity();
            memoryHeld = inMemory;
            spare = isSmall ? block : null;
            return;
        }
        try {
            var open = file == null ? open() : file;
            file = open;
            for (var bytes = ByteBuffer.wrap(block, 0, count); bytes.hasRemaining(); ) {
                written += open.write(bytes, written);
            }
            diskHeld = written;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(directory);
        Path path = Files.createTempFile(directory, "interim-", ".spool");
        var channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
        Files.deleteIfExists(path);
        return channel;
    }

    private int takeFromFile(byte[] target, int offset, int length) {
        try {
            var into = ByteBuffer.wrap(target, offset, (int) Math.min(length, written - read));
            int count = Objects.requireNonNull(file).read(into, read);
            read += count;
            return count;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static FailureException failed(IOException cause) {
        return new FailureException(
                FailureKind.INTERNAL, "what was fetched could not be kept on disk", cause);
    }
}
