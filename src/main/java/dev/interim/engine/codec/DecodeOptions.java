package dev.interim.engine.codec;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/// How bytes are to be made plain text, as far as the caller says.
///
/// @param member the file of an archive that is meant; `null` when it holds one only
/// @param charset what the text is written in; `null` to find out
/// @param invalidText what becomes of bytes that are no text in it
public record DecodeOptions(
        @Nullable String member, @Nullable Charset charset, InvalidText invalidText) {
    /// The charset is found out, what is no text is replaced.
    public static final DecodeOptions AUTO = new DecodeOptions(null, null, InvalidText.REPLACE);

    /// What becomes of bytes that are no text in the charset.
    public enum InvalidText {
        /// They are counted and read as U+FFFD.
        REPLACE,
        /// They fail the fetch.
        FAIL
    }

    /// The same for a file of an archive.
    public DecodeOptions of(@Nullable String wanted) {
        return new DecodeOptions(wanted, charset, invalidText);
    }
}
