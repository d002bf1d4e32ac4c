package dev.interim.engine.batch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.failure.Plain;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// What was wrong in a stretch of data: how much of it, and where first.
///
/// Positions are offsets from the first byte of the decoded data. Not safe for use by several
/// threads.
public final class Faults {
    private static final int LONGEST_REASON = 4096;

    private long malformedRows;
    private long firstMalformed = -1;
    private int expectedFields;
    private int foundFields;
    private String reason = "";
    private long invalidText;
    private long firstInvalidText = -1;

    /// Nothing is wrong yet.
    public Faults() {}

    /// Forgets everything.
    public void clear() {
        malformedRows = 0;
        firstMalformed = -1;
        invalidText = 0;
        firstInvalidText = -1;
    }

    /// A record had another number of fields than the header.
    ///
    /// @param position where the record starts
    public void raggedRow(long position, int expected, int found) {
        if (malformedRows++ == 0) {
            firstMalformed = position;
            expectedFields = expected;
            foundFields = found;
            reason = "has %d fields instead of %d".formatted(found, expected);
        }
    }

    /// A record is not of its format.
    ///
    /// @param position where the record starts
    /// @param what is wrong with it, as the end of a sentence about it; asked for the first only
    public void malformedRow(long position, Supplier<String> what) {
        if (malformedRows++ == 0) {
            firstMalformed = position;
            reason = what.get();
        }
    }

    /// A byte sequence is not UTF-8.
    ///
    /// @param position where it starts
    public void invalidText(long position) {
        if (invalidText++ == 0) {
            firstInvalidText = position;
        }
    }

    /// Writes all of it.
    public void write(ByteWriter out) {
        out.number(malformedRows);
        out.number(firstMalformed);
        out.integer(expectedFields);
        out.integer(foundFields);
        out.bytes(reason.getBytes(StandardCharsets.UTF_8));
        out.number(invalidText);
        out.number(firstInvalidText);
    }

    /// Reads what [#write] has written.
    ///
    /// @throws dev.interim.engine.failure.FailureException when it is anything else
    public void read(ByteReader in) {
        malformedRows = in.count();
        firstMalformed = in.number();
        expectedFields = in.integer(Integer.MAX_VALUE);
        foundFields = in.integer(Integer.MAX_VALUE);
        reason = Plain.text(new String(in.bytes(LONGEST_REASON), StandardCharsets.UTF_8));
        invalidText = in.count();
        firstInvalidText = in.number();
    }

    /// Adds what was found in the stretch that follows this one.
    public void merge(Faults later) {
        if (malformedRows == 0 && later.malformedRows > 0) {
            firstMalformed = later.firstMalformed;
            expectedFields = later.expectedFields;
            foundFields = later.foundFields;
            reason = later.reason;
        }
        if (invalidText == 0) {
            firstInvalidText = later.firstInvalidText;
        }
        malformedRows += later.malformedRows;
        invalidText += later.invalidText;
    }

    /// What is wrong with the first malformed record, as the end of a sentence about it.
    public String reason() {
        return reason;
    }

    /// How many records were left out because something was wrong with them.
    public long malformedRows() {
        return malformedRows;
    }

    /// Where the first malformed record starts, −1 when there is none.
    public long firstMalformed() {
        return firstMalformed;
    }

    /// How many fields the first malformed record should have had.
    public int expectedFields() {
        return expectedFields;
    }

    /// How many fields the first malformed record had.
    public int foundFields() {
        return foundFields;
    }

    /// How many byte sequences were not UTF-8; each is read as U+FFFD.
    public long invalidText() {
        return invalidText;
    }

    /// Where the first of them starts, −1 when there is none.
    public long firstInvalidText() {
        return firstInvalidText;
    }
}
