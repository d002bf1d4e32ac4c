package dev.interim.engine.scan;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a dataset turned out to be: its columns, where its records start, and how they are scanned.
public sealed interface Layout permits SeparatedLayout, JsonLayout {
    /// The columns that are wanted, as far as they are known.
    Schema schema();

    /// Where the first record starts.
    int bodyStart();

    /// What the caller should know of how the dataset is read, as a sentence; `null` when that is
    /// nothing.
    default @Nullable String warning() {
        return null;
    }

    /// The options with what was found out here, for the next of several files.
    ScanOptions insisted(ScanOptions options);

    /// Refuses a file that does not go on as the first of several began.
    ///
    /// @throws FailureException `MALFORMED_DATA`
    void requireSameAs(Layout first);

    /// A new finder of record ends, for one owner.
    Boundaries boundaries();

    /// A new scanner, for one owner; each lane has its own.
    Scanner scanner();

    /// Those of the columns that were asked for that are none, as seen from the end of the data.
    ///
    /// @param found the names of all columns there are
    List<String> missing(Collection<String> found);

    /// Refuses data that has none of the columns that were asked for.
    ///
    /// @param found the names of all columns there are
    /// @throws FailureException `INVALID_REQUEST`
    default void requireColumns(Collection<String> found) {
        var missing = missing(found);
        if (found.isEmpty() && !missing.isEmpty()) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    "no record has any of the columns: " + String.join(", ", missing));
        }
    }

    /// Fills batches from chunks.
    @FunctionalInterface
    interface Scanner {
        /// Fills the batch with the records of the chunk; the batch owns the bytes from then on.
        void scan(Chunk chunk, Batch batch);
    }
}
