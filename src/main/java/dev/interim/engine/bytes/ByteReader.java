package dev.interim.engine.bytes;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.nio.ByteBuffer;

/// Reads what a [ByteWriter] has written, or anything a stranger has sent instead.
///
/// Every read says what values make sense; whatever else stands there is refused with the place. No
/// read takes more memory than there are bytes, whatever count they claim. One owner.
public final class ByteReader {
    private final ByteBuffer buffer;
    private int form = Integer.MAX_VALUE;

    /// @param bytes read from the first byte on; not copied
    public ByteReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    /// Says in which version of its form what follows was written.
    public void readForm(int version) {
        form = version;
    }

    /// The version of the form of what follows: the present one, unless another was said.
    public int form() {
        return form;
    }

    /// A truth value.
    ///
    /// @throws FailureException as every read, where the bytes make no sense
    public boolean flag() {
        return integerIn(need(1).get(), 0, 1) == 1;
    }

    /// Eight bits, from 0 to `most`.
    public int octet(int most) {
        return integerIn(need(1).get() & 0xFF, 0, most);
    }

    /// A number of 32 bits, from 0 to `most`.
    public int integer(int most) {
        return integerIn(need(Integer.BYTES).getInt(), 0, most);
    }

    private int integerIn(int value, int least, int most) {
        check(value >= least && value <= most);
        return value;
    }

    /// A number of 64 bits.
    public long number() {
        return need(Long.BYTES).getLong();
    }

    /// A number of 64 bits, 0 or more and below 2^56, so that many of them can be added up.
    public long count() {
        return numberUpTo(1L << 56);
    }

    /// A number of 64 bits, from 0 to `most`.
    public long numberUpTo(long most) {
        long value = number();
        check(value >= 0 && value <= most);
        return value;
    }

    /// So many counts.
    public long[] counts(int count) {
        need((long) count * Long.BYTES);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = count();
        }
        return values;
    }

    /// A floating-point number of any kind.
    public double real() {
        return need(Double.BYTES).getDouble();
    }

    /// A floating-point number that is neither infinite nor `NaN`.
    public double finite() {
        double value = real();
        check(Double.isFinite(value));
        return value;
    }

    /// So many finite floating-point numbers.
    public double[] finites(int count) {
        need((long) count * Double.BYTES);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = finite();
        }
        return values;
    }

    /// Bytes, at most `most` of them.
    public byte[] bytes(int most) {
        int length = integer(most);
        need(length);
        byte[] value = new byte[length];
        buffer.get(value);
        return value;
    }

    /// Refuses the bytes where what was read last makes no sense.
    ///
    /// @throws FailureException when it does not
    public void check(boolean makesSense) {
        if (!makesSense) {
            throw damaged();
        }
    }

    /// That the bytes make no sense at this place.
    public FailureException damaged() {
        return new FailureException(
                FailureKind.MALFORMED_DATA,
                "the profile is damaged: the bytes before byte %d make no sense"
                        .formatted(buffer.position()));
    }

    /// How many bytes are left.
    public int remaining() {
        return buffer.remaining();
    }

    private ByteBuffer need(long bytes) {
        if (buffer.remaining() < bytes) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "the profile is cut off: it ends at byte %d, where %d more bytes are needed"
                            .formatted(buffer.limit(), bytes - buffer.remaining()));
        }
        return buffer;
    }
}
