package dev.interim.run;

import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A dataset cut into pieces, as fetch hands them over.
final class Pieces {
    static final Buffers BUFFERS = new Buffers(Rig.SCAN.limits().chunk(), 8);

    private Pieces() {}

    static List<Piece> of(byte[] csv) {
        var chunker = new Chunker(Rig.SCAN, BUFFERS);
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (true) {
            for (var chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
                pieces.add(new Piece(chunk, Objects.requireNonNull(chunker.layout()), at));
            }
            if (chunker.isEnded()) {
                return pieces;
            }
            int count = Math.min(chunker.room(), csv.length - at);
            System.arraycopy(csv, at, chunker.buffer(), chunker.filled(), count);
            chunker.advance(count);
            at += count;
            if (at == csv.length) {
                chunker.end();
            }
        }
    }
}
