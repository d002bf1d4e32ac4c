package dev.interim.engine.scan;

/// Bytes of whole records, ready to be scanned. Whoever has it owns the bytes.
///
/// @param number counts the chunks of a dataset from 0
/// @param bytes only `[from, to)` belongs to the chunk
/// @param position the offset in the decoded data of `bytes[from]`
// The bytes are handed over, not shared.
@SuppressWarnings("ArrayRecordComponent")
public record Chunk(long number, byte[] bytes, int from, int to, long position) {
    /// How many bytes the records have.
    public int length() {
        return to - from;
    }
}
