package dev.interim.run;

import dev.interim.engine.stats.Part;
import dev.interim.schedule.Turn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How far a piece has come on its way into a part: over several turns where it has very many
/// columns or a very long record. One owner, handed over with its piece.
final class PieceWork {
    private @Nullable Part part;

    /// Whether the piece was scanned, so that the part is to be computed.
    boolean isScanned() {
        return part != null;
    }

    /// The piece was scanned into this part.
    void scanned(Part filled) {
        part = filled;
    }

    /// Computes the part until the turn is over, but one step at least; answers it once it is whole
    /// and `null` before.
    @Nullable Part compute(Turn turn) {
        var scanned = Objects.requireNonNull(part);
        boolean isLeft = scanned.computeNext();
        while (isLeft && !turn.isOver()) {
            isLeft = scanned.computeNext();
        }
        return isLeft ? null : scanned;
    }
}
