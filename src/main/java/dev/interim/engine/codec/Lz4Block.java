package dev.interim.engine.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// One block of LZ4 data, decompressed (LZ4 block format, Collet 2011).
///
/// Ours because the kept library refuses blocks that refer to the one before, which other writers
/// make.
final class Lz4Block {
    /// How far behind a copy may begin.
    static final int MOST_DISTANCE = 65_535;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SHORTEST_COPY = 4;
    private static final int IN_TOKEN = 15;

    private final byte[] out;
    private final int limit;
    private byte[] in = new byte[0];
    private int end;
    private int from;
    private int at;

    /// @param out where it goes, with what came before in front of it
    /// @param limit the end of what may be written
    Lz4Block(byte[] out, int limit) {
        this.out = out;
        this.limit = limit;
    }

    /// Decompresses `block[0, length)` to `out[start, …)`.
    ///
    /// @param oldest where what may be referred to begins
    /// @return the end of what was written, −1 when it is no such block
    int decode(byte[] block, int length, int start, int oldest) {
        in = block;
        end = length;
        from = 0;
        at = start;
        while (from < end) {
            int token = in[from++] & 0xff;
            if (!copyLiterals(length(token >>> 4))) {
                return -1;
            }
            if (from == end) {
                return at;
            }
            if (end - from < 2) {
                return -1;
            }
            int distance = (in[from] & 0xff) | (in[from + 1] & 0xff) << 8;
            from += 2;
            int count = length(token & IN_TOKEN) + SHORTEST_COPY;
            if (distance == 0 || at - distance < oldest || count < 0 || count > limit - at) {
                return -1;
            }
            copyMatch(distance, count);
        }
        return -1;
    }

    /// The length that begins in a token; negative when it is beyond all bounds or has no end.
    private int length(int inToken) {
        int length = inToken;
        if (inToken == IN_TOKEN) {
            int more;
            do {
                if (from == end || length > limit) {
                    return Integer.MIN_VALUE;
                }
                more = in[from++] & 0xff;
                length += more;
            } while (more == 0xff);
        }
        return length;
    }

    private boolean copyLiterals(int count) {
        if (count < 0 || count > end - from || count > limit - at) {
            return false;
        }
        // Sixteen bytes at once without asking how many are meant: what is too much is overwritten.
        if (count <= 2 * Long.BYTES
                && from + 2 * Long.BYTES <= in.length
                && at + 2 * Long.BYTES <= limit) {
            LONG.set(out, at, (long) LONG.get(in, from));
            LONG.set(out, at + Long.BYTES, (long) LONG.get(in, from + Long.BYTES));
        } else {
            System.arraycopy(in, from, out, at, count);
        }
        from += count;
        at += count;
        return true;
    }

    private void copyMatch(int distance, int count) {
        int source = at - distance;
        int stop = at + count;
        if (distance >= Long.BYTES && stop + Long.BYTES <= limit) {
            for (int to = at; to < stop; to += Long.BYTES, source += Long.BYTES) {
                LONG.set(out, to, (long) LONG.get(out, source));
            }
        } else if (distance >= count) {
            System.arraycopy(out, source, out, at, count);
        } else {
            for (int to = at; to < stop; to++) {
                out[to] = out[source++];
            }
        }
        at = stop;
    }
}
