package dev.interim.engine.batch;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.failure.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What was wrong in a stretch of data: how much of it, and where first.
///
/// Positions are offsets from the first byte of the decoded data. Not safe for use by several
/// threads.
public final class Faults {
    private static final int LONGEST_REASON = 4096;
    private static final int MAX_EXAMPLES = 3;

    private long malformedRows;
    private long firstMalformed = -1;
    private int expectedFields;
    private int foundFields;
    private String reason = "";
    private long paddedRows;
    private long trimmedRows;
    private long rowsSeen;
    private long rowsBeforeLast = -1;
    private long lastRun;
    private long lastRunStart = -1;
    private long lines;
    private final List<Example> examples = new ArrayList<>();
    private long invalidText;
    private long firstInvalidText = -1;

    /// A record that was left out.
    ///
    /// @param position where it starts
    /// @param line the number of the line it starts in, counted from 1 where these faults start
    /// @param reason what is wrong with it, as the end of a sentence about it
    /// @param text how it begins
    public record Example(long position, long line, String reason, String text) {}

    /// Nothing is wrong yet.
    public Faults() {}

    /// Forgets everything.
    public void clear() {
        malformedRows = 0;
        firstMalformed = -1;
        paddedRows = 0;
        trimmedRows = 0;
        rowsSeen = 0;
        rowsBeforeLast = -1;
        lastRun = 0;
        lastRunStart = -1;
        lines = 0;
        examples.clear();
        invalidText = 0;
        firstInvalidText = -1;
    }

    /// A record had another number of fields than the header.
    ///
    /// @param position where the record starts
    public void raggedRow(long position, int expected, int found) {
        if (malformedRows == 0) {
            expectedFields = expected;
            foundFields = found;
        }
        malformedRow(position, () -> "has %d fields instead of %d".formatted(found, expected));
    }

    /// The same where it is known how many good records come before it in this stretch.
    public void raggedRow(long position, int expected, int found, long rowsBefore) {
        raggedRow(position, expected, found);
        run(position, rowsBefore);
    }

    /// A record opens a quote that is never closed, and is given up at the end of its line.
    ///
    /// @param position where the record starts
    /// @param rowsBefore how many good records come before it in this stretch
    public void unclosedRow(long position, long rowsBefore) {
        malformedRow(position, () -> "opens a quote that is never closed");
        run(position, rowsBefore);
    }

    private void run(long position, long rowsBefore) {
        if (rowsBefore != rowsBeforeLast) {
            lastRun = 0;
            lastRunStart = position;
        }
        rowsBeforeLast = rowsBefore;
        lastRun++;
    }

    /// The stretch has so many good records in all.
    public void endRows(long rows) {
        rowsSeen = rows;
        if (rows != rowsBeforeLast) {
            lastRun = 0;
        }
    }

    /// A short record was filled up with nulls.
    public void paddedRow() {
        paddedRows++;
    }

    /// An empty field was left out that was one too many.
    public void trimmedRow() {
        trimmedRows++;
    }

    /// Says how many line ends the stretch has.
    public void lines(long count) {
        lines = count;
    }

    /// Says more about the first records that were left out.
    public void describe(UnaryOperator<Example> more) {
        examples.replaceAll(more);
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
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(new Example(position, 0, what.get(), ""));
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
        out.number(paddedRows);
        out.number(trimmedRows);
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
        paddedRows = in.count();
        trimmedRows = in.count();
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
        if (later.rowsSeen > 0) {
            lastRun = 0;
        }
        lastRunStart = lastRun == 0 ? later.lastRunStart : lastRunStart;
        lastRun += later.lastRun;
        rowsSeen += later.rowsSeen;
        paddedRows += later.paddedRows;
        trimmedRows += later.trimmedRows;
        for (var example : later.examples) {
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(
                        new Example(
                                example.position(),
                                lines + example.line(),
                                example.reason(),
                                example.text()));
            }
        }
        lines += later.lines;
        malformedRows += later.malformedRows;
        invalidText += later.invalidText;
    }

    /// What is wrong with the first malformed record, as the end of a sentence about it.
    public String reason() {
        return reason;
    }

    /// The first records that were left out, three at most.
    public List<Example> examples() {
        return List.copyOf(examples);
    }

    /// How many short records were filled up with nulls.
    public long paddedRows() {
        return paddedRows;
    }

    /// How many records had an empty field too many, which was left out.
    public long trimmedRows() {
        return trimmedRows;
    }

    /// How many records were left out behind the last good one.
    public long lastRun() {
        return lastRun;
    }

    /// Where the first of them starts.
    public long lastRunStart() {
        return lastRunStart;
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
