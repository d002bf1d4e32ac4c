package dev.interim.engine.scan;

import org.jspecify.annotations.Nullable;

/// Finds where records end. One owner.
interface Boundaries {
    /// Something that was opened and not closed.
    ///
    /// @param what a quote, say
    /// @param place where it stands in the bytes; [#START] for where the records start
    record Unclosed(String what, int place) {
        /// The place at which the first record starts.
        static final int START = -1;

        /// Whether it is the record itself.
        boolean isRecord() {
            return what.equals("object");
        }
    }

    /// The end of the last whole record of `[from, to)`, or −1 when there is none.
    ///
    /// @param from not inside of a record
    int lastRecordEnd(byte[] bytes, int from, int to);

    /// The end of the first record of `[from, to)`, or −1 when it is not whole.
    ///
    /// @param from not inside of a record
    int firstRecordEnd(byte[] bytes, int from, int to);

    /// What is open at the end of `[from, to)`; `null` when nothing is.
    ///
    /// @param from not inside of a record
    @Nullable Unclosed unclosed(byte[] bytes, int from, int to);

    /// Where the line ends in which a record is given up that opens something and never closes it:
    /// behind the line end, or `to`; −1 where such a record is no part of a dataset.
    ///
    /// @param from what was opened
    default int lineEnd(byte[] bytes, int from, int to) {
        return -1;
    }
}
