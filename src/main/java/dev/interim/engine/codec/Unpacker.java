package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a worker decompresses parcels with, one after the other. One owner at a time.
final class Unpacker {
    private final GzipDecoder decoder = new GzipDecoder();
    private final Block block = new Block();
    private final Input in = new Input(block, () -> {});

    /// Decompresses all blocks, up to the first with which something is wrong.
    void unpack(Parcel parcel) {
        int length = 0;
        FailureException wrong = null;
        for (int i = 0; i < parcel.blocks() && wrong == null; i++) {
            block.begin(parcel, i);
            in.from = in.to;
            in.begin(parcel.position() + parcel.end(i));
            decoder.restart(in);
            try {
                length += unpack(parcel.plain, length);
            } catch (FailureException e) {
                wrong = e;
            }
        }
        parcel.unpacked(length, wrong);
    }

    private int unpack(byte[] plain, int offset) {
        int most = Parcel.BLOCK_BYTES + 1;
        int length = 0;
        for (int count = 0; count != Fetch.END; ) {
            length += count;
            if (length == most) {
                throw new FailureException(
                        MALFORMED_DATA,
                        "the gzip data is corrupt at byte %d: more than 64 KiB are in a block"
                                .formatted(in.position()));
            }
            count = decoder.decode(in, plain, offset + length, most - length);
        }
        return length;
    }

    /// Gives back memory outside the heap.
    void close() {
        decoder.close();
    }

    /// The bytes of one block.
    private static final class Block implements Fetch {
        private @Nullable Parcel parcel;
        private int from;
        private int until;

        void begin(Parcel whole, int index) {
            parcel = whole;
            from = whole.end(index);
            until = whole.end(index + 1);
        }

        @Override
        public int take(byte[] target, int offset, int length) {
            int count = Math.min(length, until - from);
            System.arraycopy(Objects.requireNonNull(parcel).raw, from, target, offset, count);
            from += count;
            return count == 0 ? END : count;
        }

        @Override
        public Origin origin() {
            return Origin.UNKNOWN;
        }

        @Override
        public void close() {}
    }
}
