package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.engine.scan.value.Utf8;
import dev.interim.engine.scan.value.ValueParser;
import dev.interim.engine.simd.Blocks;

/// Fills batches from chunks of separated values, column by column; columns that nobody asked for
/// cost only their separators.
///
/// One owner; escaped quotes are resolved in place, so a chunk can be scanned once.
public final class CsvScanner {
    private static final Blocks BLOCKS = Blocks.fastest();

    private final CsvDialect dialect;
    private final Schema schema;
    private final FieldIndex index;
    private final ValueParser values;

    /// @param width how many fields a record has
    /// @param ragged what becomes of records with another number of fields
    /// @param schema the columns that are wanted
    /// @param nulls what stands for no value
    public CsvScanner(
            CsvDialect dialect, int width, RaggedRows ragged, Schema schema, NullTokens nulls) {
        this(dialect, new RecordShape(width, ragged), schema, nulls);
    }

    /// The same where records with another number of fields are malformed.
    public CsvScanner(CsvDialect dialect, int width, Schema schema, NullTokens nulls) {
        this(dialect, width, RaggedRows.REJECT, schema, nulls);
    }

    CsvScanner(CsvDialect dialect, RecordShape shape, Schema schema, NullTokens nulls) {
        this.dialect = dialect;
        this.schema = schema;
        index =
                dialect.isUsual()
                        ? new CsvIndex(dialect, shape)
                        : new AnyDialectIndex(dialect, shape);
        values = new ValueParser(nulls);
    }

    /// Fills the batch with the records of `[from, to)`, which are whole.
    ///
    /// @param bytes owned by the batch afterwards
    /// @param position the offset in the data of `bytes[from]`
    public void scan(byte[] bytes, int from, int to, long position, Batch batch) {
        batch.start(bytes);
        Utf8.check(bytes, from, to, position, batch.faults());
        index.build(bytes, from, to, position, batch.faults());
        int rows = index.rows();
        batch.open(schema.width(), rows);
        for (int i = 0; i < schema.width(); i++) {
            fill(batch.column(i), bytes, rows, schema.fields().get(i).index());
        }
        batch.finish(rows);
    }

    private void fill(Column column, byte[] bytes, int rows, int field) {
        int[] from = column.from();
        int[] to = column.to();
        index.places(field, from, to);
        unquote(bytes, from, to, field);
        values.parse(column, bytes, rows);
    }

    private void unquote(byte[] bytes, int[] from, int[] to, int field) {
        var quoted = index.quoted();
        int[] rows = quoted.rows();
        for (int i = quoted.start(field); i < quoted.start(field + 1); i++) {
            int row = rows[i];
            from[row]++;
            to[row] = unquoted(bytes, from[row], to[row]);
        }
    }

    /// Resolves the quoted text that starts at `from` in place; answers its new end.
    private int unquoted(byte[] bytes, int from, int to) {
        byte quote = dialect.quote();
        int read = BLOCKS.indexOf(bytes, from, to, quote);
        int write = read;
        while (read < to) {
            if (bytes[read] != quote) {
                bytes[write++] = bytes[read++];
            } else if (read + 1 < to && bytes[read + 1] == quote) {
                bytes[write++] = quote;
                read += 2;
            } else {
                int rest = to - read - 1;
                System.arraycopy(bytes, read + 1, bytes, write, rest);
                return write + rest;
            }
        }
        return write;
    }
}
