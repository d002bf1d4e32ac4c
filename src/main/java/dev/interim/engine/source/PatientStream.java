package dev.interim.engine.source;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body whose every read is watched.
///
/// Where nothing but the end of the connection ends it, it must bring a byte: HttpComponents takes
/// a head that was cut off for a whole one, of an empty body.
final class PatientStream extends FilterInputStream {
    private final Patience patience;
    private boolean mustBring;

    PatientStream(InputStream body, boolean endsWithConnection, Patience patience) {
        super(body);
        this.mustBring = endsWithConnection;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        patience.waiting();
        int count = super.read(target, offset, length);
        patience.arrived(Math.max(0, count));
        if (count < 0 && mustBring) {
            throw new EOFException("not even one byte");
        }
        mustBring = false;
        return count;
    }
}
