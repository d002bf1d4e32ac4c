package dev.interim.engine.source;

import java.io.InputStream;
import java.util.Arrays;

/// Ones, for ever.
final class EndlessStream extends InputStream {
    @Override
    public int read() {
        return 1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Arrays.fill(target, offset, offset + length, (byte) 1);
        return length;
    }
}
