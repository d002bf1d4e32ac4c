package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.InstantForm;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;

/// What complete statistics add about a column, as far as it needs no knowledge of other batches.
///
/// Reused from batch to batch; one owner.
final class DetailsPart {
    private static final byte NULL = Kind.NULL.code();
    private static final byte TEXT = Kind.TEXT.code();

    final NumberForms numbers = new NumberForms();
    final TextForms texts = new TextForms();
    final Calendar calendar = new Calendar();
    final Order numberOrder = new Order();
    final Order instantOrder = new Order();
    final Order textOrder = new Order();
    final long[] instantForms = new long[InstantForm.COUNT];

    /// The patterns of the texts; of one batch, so it is neither merged nor written.
    final MaskTally masks = new MaskTally();

    long empty;

    DetailsPart() {}

    /// Forgets what was there and takes the values of the column.
    void take(Batch batch, Column column, Dictionary dictionary) {
        numbers.take(column);
        texts.take(batch, column, dictionary);
        calendar.take(column);
        numberOrder.take(column.numbers(), column.numberCount());
        instantOrder.take(column.instants(), column.instantCount());
        textOrder.take(batch, column);
        Arrays.setAll(instantForms, form -> column.instantForms()[form]);
        takeMasks(batch, column, dictionary);
        empty = countEmpty(column);
    }

    private void takeMasks(Batch batch, Column column, Dictionary dictionary) {
        masks.clear(batch.bytes(), column, column.votes(Kind.TEXT) == 0 ? 0 : dictionary.size());
        if (column.votes(Kind.TEXT) == 0) {
            return;
        }
        for (int entry = 0; entry < dictionary.size(); entry++) {
            int row = dictionary.row(entry);
            if (column.kinds()[row] == TEXT) {
                masks.count(row, dictionary.count(entry));
            }
        }
    }

    private static long countEmpty(Column column) {
        long empty = 0;
        for (int row = 0; row < column.rows(); row++) {
            byte kind = column.kinds()[row];
            // what JSON calls null is no empty text
            boolean mayBe = kind == TEXT || (kind == NULL && !column.isPut());
            empty += mayBe && column.from()[row] == column.to()[row] ? 1 : 0;
        }
        return empty;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(DetailsPart other) {
        numbers.merge(other.numbers);
        texts.merge(other.texts);
        calendar.merge(other.calendar);
        numberOrder.merge(other.numberOrder);
        instantOrder.merge(other.instantOrder);
        textOrder.merge(other.textOrder);
        for (int form = 0; form < instantForms.length; form++) {
            instantForms[form] += other.instantForms[form];
        }
        empty += other.empty;
    }

    void write(ByteWriter out) {
        numbers.write(out);
        texts.write(out);
        calendar.write(out);
        numberOrder.write(out);
        instantOrder.write(out);
        textOrder.write(out);
        out.octet(instantForms.length);
        out.numbers(instantForms, instantForms.length);
        out.number(empty);
    }

    void read(ByteReader in) {
        numbers.read(in);
        texts.read(in);
        calendar.read(in);
        numberOrder.read(in);
        instantOrder.read(in);
        textOrder.read(in);
        in.check(in.octet(0xFF) == instantForms.length);
        System.arraycopy(in.counts(instantForms.length), 0, instantForms, 0, instantForms.length);
        empty = in.count();
    }
}
