package dev.interim.engine.scan;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Schema;

/// What a dataset turned out to be: its columns, where its records start, and how they are scanned.
public sealed interface Layout permits SeparatedLayout, JsonLayout {
    /// The columns that are wanted, as far as they are known.
    Schema schema();

    /// Where the first record starts.
    int bodyStart();

    /// A new finder of record ends, for one owner.
    Boundaries boundaries();

    /// A new scanner, for one owner; each lane has its own.
    Scanner scanner();

    /// Fills batches from chunks.
    @FunctionalInterface
    interface Scanner {
        /// Fills the batch with the records of the chunk; the batch owns the bytes from then on.
        void scan(Chunk chunk, Batch batch);
    }
}
