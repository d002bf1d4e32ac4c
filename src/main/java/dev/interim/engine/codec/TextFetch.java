package dev.interim.engine.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interim.engine.codec.DecodeOptions.InvalidText;
import dev.interim.engine.source.Fetch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decompressed bytes made UTF-8, where they are not.
///
/// Which charset it is, when nobody says, the first byte decides that is not ASCII: before it all
/// charsets look the same. Where it begins a character of UTF-8 it is UTF-8, at once; else the 4
/// KiB that begin there decide. So this depends on the bytes alone.
final class TextFetch {
    private static final int WINDOW = 4096;
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /// Where decompressed bytes come from; as {@link Fetch#take}.
    @FunctionalInterface
    interface Plain {
        int take(byte[] target, int offset, int length);
    }

    private final Plain plain;
    private final InvalidText invalidText;
    private final Supplier<@Nullable Charset> label;
    private byte[] window = new byte[WINDOW];
    private int from;
    private int to;
    private long position;
    private boolean isUndecided;
    private boolean isCut;
    private @Nullable Transcoder transcoder;
    private @Nullable Charset guess;

    /// @param label what the source says that the charset is, or `null`
    TextFetch(Plain plain, DecodeOptions options, Supplier<@Nullable Charset> label) {
        this.plain = plain;
        this.label = label;
        invalidText = options.invalidText();
        isUndecided = options.charset() == null;
        if (options.charset() != null) {
            decide(options.charset());
        }
    }

    /// As {@link Fetch#take}.
    int take(byte[] target, int offset, int length) {
        if (isUndecided && to == 0) {
            int count = takeAscii(target, offset, length);
            if (count != 0 || to == 0) {
                return count;
            }
        }
        if (isUndecided) {
            if (!fillWindow(Charsets.lengthOfUtf8(window[0]))) {
                return 0;
            }
            boolean isUtf8 = Charsets.startsUtf8(window, to) && !isMark();
            if (!isUtf8 && !fillWindow(WINDOW)) {
                return 0;
            }
            isUndecided = false;
            decide(isUtf8 ? UTF_8 : charset());
        }
        return transcoder == null
                ? takeHeld(target, offset, length)
                : transcoder.take(this::takeHeld, target, offset, length);
    }

    /// The charset that was assumed though nobody said so, `null` where it is known.
    @Nullable Charset guess() {
        return guess;
    }

    /// Nothing more comes, and the last character may be cut.
    void cut() {
        isCut = true;
        if (transcoder != null) {
            transcoder.cut();
        }
    }

    private int more(byte[] target, int offset, int length) {
        return isCut ? Fetch.END : plain.take(target, offset, length);
    }

    /// Takes what comes before the first byte that is not ASCII, and holds that one back.
    private int takeAscii(byte[] target, int offset, int length) {
        int count = more(target, offset, length);
        if (count <= 0) {
            return count;
        }
        int ascii = ascii(target, offset, offset + count);
        if (ascii < count) {
            to = count - ascii;
            window = new byte[Math.max(WINDOW, to)];
            System.arraycopy(target, offset + ascii, window, 0, to);
        }
        position += ascii;
        return ascii;
    }

    /// How many bytes from `start` on are ASCII.
    private static int ascii(byte[] bytes, int start, int end) {
        int at = start;
        while (at <= end - Long.BYTES && ((long) WORDS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at - start;
    }

    /// Whether the dataset starts with a byte order mark, which is taken away elsewhere.
    private boolean isMark() {
        return position == 0 && Charsets.ofMark(window, to) != null;
    }

    /// Holds at least so many bytes, unless there are no more; answers whether it does.
    private boolean fillWindow(int least) {
        while (to < least) {
            int count = more(window, to, least - to);
            if (count <= 0) {
                return count == Fetch.END;
            }
            to += count;
        }
        return true;
    }

    private Charset charset() {
        Charset mark = position == 0 ? Charsets.ofMark(window, to) : null;
        if (mark != null) {
            return mark;
        }
        if (Charsets.isUtf8(window, to)) {
            return UTF_8;
        }
        Charset labelled = label.get();
        if (labelled != null) {
            return labelled;
        }
        if (Charsets.isWestern(window, to, position)) {
            guess = Charsets.WESTERN;
            return guess;
        }
        return UTF_8;
    }

    private void decide(Charset charset) {
        // What is no UTF-8 is counted where the text is read, and costs nothing here.
        boolean isLeft = charset.equals(UTF_8) && invalidText == InvalidText.REPLACE;
        transcoder = isLeft ? null : new Transcoder(charset, invalidText, position);
        if (isCut) {
            cut();
        }
    }

    private int takeHeld(byte[] target, int offset, int length) {
        if (from == to) {
            return more(target, offset, length);
        }
        int count = Math.min(length, to - from);
        System.arraycopy(window, from, target, offset, count);
        from += count;
        return count;
    }
}
