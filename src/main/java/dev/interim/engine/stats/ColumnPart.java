package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.simd.Hashes;
import dev.interim.engine.simd.Starts;
import org.jspecify.annotations.Nullable;

/// What one column of one batch adds: the part of the work that needs no knowledge of other
/// batches.
///
/// Reused from batch to batch; one owner.
final class ColumnPart {
    final ExactSum sum = new ExactSum();
    final Moments moments;
    final LongExtremes extremes = new LongExtremes();
    final Texts texts;
    final Instants instants = new Instants();
    final Dictionary dictionary;
    final @Nullable DetailsPart details;

    private final boolean isBasic;
    private final Starts starts;

    /// @param place of the column in its batch
    /// @param mixing of all columns
    /// @param starts of all columns
    ColumnPart(Measures measures, int place, Hashes mixing, Starts starts) {
        this.starts = starts;
        isBasic = measures.isBasic();
        moments = new Moments(!isBasic);
        texts = new Texts(!isBasic);
        dictionary = new Dictionary(measures.isByRow(), mixing);
        boolean isDetailed = measures.isComplete() && place < Details.MOST_COLUMNS;
        details = isDetailed ? new DetailsPart() : null;
    }

    /// Forgets what was there and takes the column.
    ///
    /// @param isKey whether rows are grouped by it
    void take(Batch batch, Column column, boolean isKey) {
        sum.take(column);
        moments.take(column);
        extremes.take(batch, column, moments);
        instants.take(column);
        if (isBasic && !isKey) {
            texts.take(batch, column, starts);
        } else {
            dictionary.take(batch, column);
            texts.take(batch, column, dictionary);
        }
        if (details != null) {
            details.take(batch, column, dictionary);
        }
    }
}
