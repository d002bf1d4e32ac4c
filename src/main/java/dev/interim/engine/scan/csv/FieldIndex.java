package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Faults;

/// Where the records and fields of a chunk lie. One owner.
interface FieldIndex {
    /// Finds all records of `[from, to)`, which starts with a record; the last may lack its line
    /// end.
    ///
    /// @param position the offset in the data of `bytes[from]`
    void build(byte[] chunk, int from, int to, long position, Faults found);

    /// How many good records there are.
    int rows();

    /// Where a field of all good records starts and ends, as it is written.
    ///
    /// @param field from 0
    void places(int field, int[] from, int[] to);

    /// The fields of good records from which quotes are still to be taken.
    QuotedFields quoted();
}
