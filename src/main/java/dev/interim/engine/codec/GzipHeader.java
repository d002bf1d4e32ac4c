package dev.interim.engine.codec;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The header of a gzip member (RFC 1952, 2.3), read byte by byte.
final class GzipHeader {
    private static final int[] BEGINNING = {0x1f, 0x8b, 8};
    private static final int FLAGS_AT = 3;
    private static final int FIXED_BYTES = 10;
    private static final int NUMBER_BYTES = 2;
    private static final int RESERVED_FLAGS = 0xe0;

    private final CRC32 checksum = new CRC32();
    private Part part = Part.FIXED;
    private int index;
    private int flags;
    private int number;

    /// Begins a new header.
    void begin() {
        checksum.reset();
        part = Part.FIXED;
        index = 0;
        flags = 0;
    }

    /// Whether the last byte was read.
    boolean isComplete() {
        return part == Part.COMPLETE;
    }

    /// Reads the next byte, 0 to 255.
    ///
    /// @return what is wrong with it, or `null`
    @Nullable String read(int value) {
        if (part != Part.CHECKSUM) {
            checksum.update(value);
        }
        int at = index++;
        switch (part) {
            case FIXED -> {
                return readFixed(at, value);
            }
            case EXTRA_LENGTH -> readNumber(at, value);
            case EXTRA -> leaveIf(index == number);
            case NAME, COMMENT -> leaveIf(value == 0);
            case CHECKSUM -> {
                readNumber(at, value);
                return isComplete() && number != (checksum.getValue() & 0xffff)
                        ? "the checksum of its header is wrong"
                        : null;
            }
            case COMPLETE -> throw new IllegalStateException("the header was complete");
        }
        return null;
    }

    private @Nullable String readFixed(int at, int value) {
        if (at < BEGINNING.length && value != BEGINNING[at]) {
            return "something else follows it";
        }
        if (at == FLAGS_AT) {
            flags = value;
            if ((flags & RESERVED_FLAGS) != 0) {
                return "its header has unknown flags";
            }
        }
        leaveIf(index == FIXED_BYTES);
        return null;
    }

    private void readNumber(int at, int value) {
        number = at == 0 ? value : number | value << Byte.SIZE;
        leaveIf(index == NUMBER_BYTES);
    }

    private void leaveIf(boolean isLast) {
        if (isLast) {
            do {
                part = part.next();
            } while ((flags & part.flag) != part.flag || (part == Part.EXTRA && number == 0));
            index = 0;
        }
    }

    private enum Part {
        FIXED(0),
        EXTRA_LENGTH(1 << 2),
        EXTRA(1 << 2),
        NAME(1 << 3),
        COMMENT(1 << 4),
        CHECKSUM(1 << 1),
        COMPLETE(0);

        // Present where the header has this flag, always where it is 0.
        private final int flag;

        Part(int flag) {
            this.flag = flag;
        }

        private Part next() {
            return switch (this) {
                case FIXED -> EXTRA_LENGTH;
                case EXTRA_LENGTH -> EXTRA;
                case EXTRA -> NAME;
                case NAME -> COMMENT;
                case COMMENT -> CHECKSUM;
                case CHECKSUM, COMPLETE -> COMPLETE;
            };
        }
    }
}
