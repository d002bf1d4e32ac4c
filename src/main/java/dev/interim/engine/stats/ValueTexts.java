package dev.interim.engine.stats;

/// The values of a batch, by their rows: what stands there, for a comparison with what was kept.
interface ValueTexts {
    /// The code of the kind of the value.
    byte kind(int row);

    /// What is to be kept of the value, see [Identity].
    byte[] kept(int row);

    /// Whether the value is the one that was kept, which has the same hash.
    boolean isSame(int row, byte keptKind, byte... kept);
}
