package dev.interim.run;

import dev.interim.engine.scan.Layout;
import dev.interim.engine.stats.Part;
import org.jspecify.annotations.Nullable;

/// What one statistics lane works with: a scanner of its own. One owner.
final class Desk {
    private Layout.@Nullable Scanner scanner;

    /// Scans a piece into a part.
    void scan(Piece piece, Part part) {
        if (scanner == null) {
            scanner = piece.layout().scanner();
        }
        scanner.scan(piece.chunk(), part.batch());
    }
}
