package dev.interim.engine.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interim.engine.codec.DecodeOptions.InvalidText;
import dev.interim.engine.source.Fetch;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decompressed bytes made UTF-8, where they are not.
///
/// Which charset it is, when nobody says, the first byte decides that is not ASCII, with the 4 KiB
/// that begin there: before it all charsets look the same. So this depends on the bytes alone.
final class TextFetch {
    private static final int WINDOW = 4096;

    /// Where decompressed bytes come from; as {@link Fetch#take}.
    @FunctionalInterface
    interface Plain {
        int take(byte[] target, int offset, int length);
    }

    private final Plain plain;
    private final InvalidText invalidText;
    private final Supplier<@Nullable Charset> label;
    private final byte[] window = new byte[WINDOW];
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
            if (!fillWindow()) {
                return 0;
            }
            isUndecided = false;
            decide(charset());
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
        int count = more(target, offset, Math.min(length, WINDOW));
        for (int i = 0; i < count; i++) {
            if (target[offset + i] < 0) {
                to = count - i;
                System.arraycopy(target, offset + i, window, 0, to);
                count = i;
            }
        }
        position += Math.max(0, count);
        return count;
    }

    private boolean fillWindow() {
        while (to < WINDOW) {
            int count = more(window, to, WINDOW - to);
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
