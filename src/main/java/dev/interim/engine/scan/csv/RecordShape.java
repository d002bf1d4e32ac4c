package dev.interim.engine.scan.csv;

/// How many fields a record has, and which other records are taken all the same.
///
/// @param width how many fields a record has
/// @param ragged what becomes of records with another number of fields
record RecordShape(int width, RaggedRows ragged) {
    /// Whether a short record is filled up with nulls: it has half of its fields, or more. Those
    /// with fewer are notes below a table rather than rows of it.
    boolean pads(int fields) {
        return ragged == RaggedRows.PAD && fields < width && 2 * fields >= width;
    }

    /// Whether a record has one field too many, which may be left out when it is empty.
    boolean mayTrim(int fields) {
        return ragged == RaggedRows.PAD && fields == width + 1;
    }

    /// Whether a line has nothing but blanks, NUL and the Ctrl-Z that ends files of DOS, in quotes
    /// or not.
    static boolean isNothing(byte[] bytes, int from, int to, byte quote) {
        int start = from;
        int end = to;
        while (end > start && bytes[end - 1] == '\r') {
            end--;
        }
        if (end - start >= 2 && bytes[start] == quote && bytes[end - 1] == quote) {
            start++;
            end--;
        }
        for (int at = start; at < end; at++) {
            byte value = bytes[at];
            boolean isBlank = value == ' ' || value == '\r' || value == '\t';
            if (!isBlank && value != 0 && value != 0x1A) {
                return false;
            }
        }
        return true;
    }
}
