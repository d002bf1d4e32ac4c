package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The different patterns of the texts of one column of one batch.
///
/// Reused from batch to batch; one owner.
final class MaskTally extends Tally {
    private final Mask mask = new Mask();
    private byte[] bytes = new byte[0];
    private @Nullable Column column;

    MaskTally() {}

    /// Forgets what was there.
    ///
    /// @param text the bytes of the batch
    /// @param mostEntries how many entries there may be
    void clear(byte[] text, Column ofTexts, int mostEntries) {
        clear(mostEntries);
        bytes = text;
        column = ofTexts;
    }

    /// Counts the pattern of the text of a row.
    void count(int row, int times) {
        var texts = Objects.requireNonNull(column);
        add(mask.hash(bytes, texts.from()[row], texts.to()[row]), row, times);
    }

    @Override
    boolean isSame(int row, int other) {
        var texts = Objects.requireNonNull(column);
        return Mask.areSame(
                bytes, texts.from()[row], texts.to()[row], texts.from()[other], texts.to()[other]);
    }
}
