package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.codec.DecodeOptions.InvalidText;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text in any charset made UTF-8, character by character, wherever the bytes are cut.
final class Transcoder {
    private static final int BYTES = 16 * 1024;

    /// Never part of UTF-8: whoever checks the text counts it as what it is, no text.
    private static final byte INVALID = (byte) 0xff;

    private final Charset charset;
    private final InvalidText invalidText;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer in = ByteBuffer.allocate(BYTES).flip();
    private final CharBuffer characters = CharBuffer.allocate(BYTES);
    private final ByteBuffer out = ByteBuffer.allocate(3 * BYTES + 1).flip();
    private long position;
    private boolean isEnded;
    private boolean isCut;

    /// @param position how many bytes came before the first
    Transcoder(Charset charset, InvalidText invalidText, long position) {
        this.charset = charset;
        this.invalidText = invalidText;
        this.position = position;
        decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// A character that is not whole at the end is left out.
    void cut() {
        isCut = true;
    }

    /// As {@link Fetch#take}.
    ///
    /// @throws FailureException where a byte is no text and that is not to be replaced
    int take(TextFetch.Plain plain, byte[] target, int offset, int length) {
        while (!out.hasRemaining()) {
            if (isEnded) {
                return Fetch.END;
            }
            if (!fill(plain)) {
                return 0;
            }
            transcode();
        }
        int count = Math.min(length, out.remaining());
        out.get(target, offset, count);
        return count;
    }

    /// Adds bytes behind those of a character that was cut; answers whether there were any, or the
    /// end.
    private boolean fill(TextFetch.Plain plain) {
        in.compact();
        int count = plain.take(in.array(), in.position(), in.remaining());
        in.position(in.position() + Math.max(0, count)).flip();
        isEnded = count == Fetch.END;
        return count != 0;
    }

    private void transcode() {
        characters.clear();
        int before = in.position();
        CoderResult result = decoder.decode(in, characters, isEnded && !isCut);
        if (isEnded && !isCut && result.isUnderflow()) {
            decoder.flush(characters);
        }
        position += in.position() - before;
        characters.flip();
        out.clear();
        encoder.reset().encode(characters, out, true);
        if (result.isError()) {
            invalid(result.length());
        }
        out.flip();
        // More is to come of what is there: the end is the end only then.
        isEnded &= result.isUnderflow();
    }

    private void invalid(int length) {
        if (invalidText == InvalidText.FAIL) {
            throw new FailureException(
                    MALFORMED_DATA,
                    "the bytes at %d are no text in %s".formatted(position, charset.name()));
        }
        // Half a pair in UTF-16 is told together with the sound character behind it.
        int damaged = charset.name().startsWith("UTF-16") ? Math.min(length, 2) : length;
        in.position(in.position() + damaged);
        position += damaged;
        out.put(INVALID);
    }
}
