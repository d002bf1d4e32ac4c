package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A gzip file; where its members say how long they are (BGZF: at most 64 KiB each), several
/// workers decompress them side by side.
///
/// From the first member on that does not say so, or is not whole, it is read like any gzip file.
/// What comes out depends on the bytes alone, not on who decompresses them: a block of which
/// something is wrong brings nothing, and the failure comes behind what stands before it.
final class BgzfDecoder implements Decoder {
    // ID1 ID2 CM FLG, time, XFL, OS, XLEN = 6, then the field BC with the length of the member - 1.
    private static final int HEADER = 18;
    private static final int TRAILER = 8;
    private static final int EMPTY_BLOCK = HEADER + 2 + TRAILER;
    private static final byte[] BEGINNING = {0x1f, (byte) 0x8b, 8, 4};
    private static final byte[] FIELD = {6, 0, 'B', 'C', 2, 0};
    private static final int FIELD_AT = 10;
    private static final int LENGTH_AT = 16;

    private final Parcels parcels;
    private final BooleanSupplier isShared;
    // How long the last block was that was cut, 0 before the first.
    private int last;
    private @Nullable GzipDecoder rest;
    private @Nullable FailureException failure;
    private long used;
    private long positionOfOutput;

    /// @param ready told when there may be something to take, after {@link #decode} answered 0
    ///   because of a block that another worker has
    /// @param isShared whether others help: only then blocks are cut ahead
    BgzfDecoder(Runnable ready, BooleanSupplier isShared) {
        parcels = new Parcels(ready);
        this.isShared = isShared;
    }

    /// Whether blocks wait for somebody who has time; any thread.
    boolean isHelpWanted() {
        return parcels.isWaiting();
    }

    /// Decompresses a few blocks, where some wait; answers whether they did. Any thread.
    boolean help() {
        return parcels.work();
    }

    /// How many bytes of memory its blocks take; any thread.
    long memory() {
        return parcels.memory();
    }

    @Override
    public int decode(Input in, byte[] target, int offset, int length) {
        while (true) {
            boolean isDry = !cut(in);
            int count = takeFirst(target, offset, length);
            if (count > 0) {
                return count;
            }
            if (parcels.isEmpty() && isCut()) {
                return takeRest(in, target, offset, length);
            }
            if (parcels.isEmpty() && isDry) {
                return 0;
            }
            if (!parcels.work() && parcels.await()) {
                return 0;
            }
        }
    }

    @Override
    public long used(Input in) {
        return used;
    }

    @Override
    public void close() {
        parcels.close();
        if (rest != null) {
            rest.close();
        }
    }

    /// Whether no more parcels will be cut.
    private boolean isCut() {
        return rest != null || failure != null;
    }

    /// Cuts as many parcels as may be under way; answers whether it could, or had no need to.
    private boolean cut(Input in) {
        int most = isShared.getAsBoolean() ? Parcels.MOST : 1;
        boolean goesOn = true;
        while (goesOn && !isCut() && parcels.size() < most) {
            var parcel = parcels.blank();
            parcel.begin(in.position());
            goesOn = fill(parcel, in);
            if (parcel.blocks() > 0) {
                parcels.offer(parcel);
            }
        }
        return goesOn;
    }

    /// Puts blocks into a parcel; answers whether it became full or no more will come.
    private boolean fill(Parcel parcel, Input in) {
        try {
            while (parcel.blocks() < Parcel.BLOCKS) {
                int there = in.fill(HEADER);
                int block = there >= HEADER ? block(in) : there;
                there = block > 0 ? in.fill(block) : block;
                if (there == 0) {
                    return false;
                }
                if (there == Fetch.END) {
                    leaveRest(in);
                    return true;
                }
                parcel.add(in, block);
                last = block;
            }
        } catch (FailureException e) {
            // What came before is still decompressed.
            failure = e;
        }
        return true;
    }

    /// What follows is no whole block. Files of blocks end with an empty one, so that a file that
    /// was cut between two blocks is known.
    private void leaveRest(Input in) {
        if (in.waiting() == 0 && last > EMPTY_BLOCK) {
            throw new FailureException(
                    MALFORMED_DATA, "the gzip data is cut off at byte " + in.position());
        }
        var decoder = last > 0 ? GzipDecoder.between() : new GzipDecoder();
        decoder.begin(in);
        rest = decoder;
    }

    /// How long the member is that begins here, or {@link Fetch#END} where it does not say so.
    private static int block(Input in) {
        if (!agrees(in, 0, BEGINNING) || !agrees(in, FIELD_AT, FIELD)) {
            return Fetch.END;
        }
        int low = in.buffer[in.from + LENGTH_AT] & 0xff;
        int high = in.buffer[in.from + LENGTH_AT + 1] & 0xff;
        int length = (high << Byte.SIZE | low) + 1;
        return length > HEADER + TRAILER ? length : Fetch.END;
    }

    private static boolean agrees(Input in, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (in.buffer[in.from + at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private int takeFirst(byte[] target, int offset, int length) {
        for (var parcel = parcels.first(); parcel != null; parcel = parcels.first()) {
            used = parcel.position() + parcel.length();
            int count = parcel.take(target, offset, length);
            if (count > 0) {
                positionOfOutput = used;
                return count;
            }
            if (used - positionOfOutput > GzipDecoder.MOST_QUIET_BYTES) {
                throw new FailureException(
                        MALFORMED_DATA,
                        "the gzip data is corrupt at byte %d: nothing comes out of it"
                                .formatted(used));
            }
            parcels.drop();
        }
        return 0;
    }

    private int takeRest(Input in, byte[] target, int offset, int length) {
        if (rest == null) {
            throw Objects.requireNonNull(failure);
        }
        int count = rest.decode(in, target, offset, length);
        used = in.position();
        return count;
    }
}
