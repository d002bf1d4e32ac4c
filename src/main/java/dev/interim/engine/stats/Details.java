package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.InstantForm;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.sketch.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What complete statistics add about a column. One owner.
final class Details {
    /// Of further columns there is not enough memory for details.
    static final int MOST_COLUMNS = 1000;

    private static final int MOST_MASKS = 1024;
    private static final int TOP_MASKS = 10;

    private final DetailsPart whole = new DetailsPart();
    private final Examples examples = new Examples();
    private final Precision precision;
    private Quantiles instants;
    private Values masks;

    Details(Precision precision) {
        this.precision = precision;
        instants = new Quantiles(precision.quantileSize());
        masks = new Values(Math.min(MOST_MASKS, precision.exactValues()));
    }

    /// Adds the next batch.
    ///
    /// @param texts the text of a row
    void add(DetailsPart part, Batch batch, Column column, IntFunction<byte[]> texts) {
        whole.merge(part);
        examples.add(column, texts);
        masks.add(part.masks, column.votes(Kind.TEXT), new MaskTexts(batch, column));
        if (column.instantCount() > 0) {
            double[] micros = new double[column.instantCount()];
            for (int i = 0; i < micros.length; i++) {
                micros[i] = column.instants()[i];
            }
            instants.add(micros, micros.length);
        }
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Details other) {
        whole.merge(other.whole);
        examples.merge(other.examples);
        masks.merge(other.masks);
        instants.merge(other.instants);
    }

    void write(ByteWriter out) {
        whole.write(out);
        examples.write(out);
        masks.write(out);
        instants.write(out);
    }

    void read(ByteReader in) {
        whole.read(in);
        examples.read(in);
        masks.read(in);
        instants = Quantiles.read(precision.quantileSize(), in);
    }

    /// Whether it can have been counted together with so many texts and with or without dates.
    boolean fits(long texts, boolean hasNoDates) {
        return whole.texts.count() == texts && (instants.count() == 0) == hasNoDates;
    }

    long empty() {
        return whole.empty;
    }

    List<String> examples() {
        return examples.snapshot();
    }

    Snapshot.@Nullable Order order(ColumnType type) {
        return switch (type) {
            case INTEGER, DECIMAL -> whole.numberOrder.snapshot();
            case DATE, TIMESTAMP -> whole.instantOrder.snapshot();
            case TEXT -> whole.textOrder.snapshot();
            case BOOLEAN, EMPTY -> null;
        };
    }

    NumberForms numbers() {
        return whole.numbers;
    }

    /// About text; there is at least one.
    Snapshot.TextDetails texts() {
        return new Snapshot.TextDetails(
                whole.texts.points(),
                whole.texts.bytes(),
                whole.texts.forms(),
                masks.top(TOP_MASKS));
    }

    /// About dates and timestamps; there is at least one.
    ///
    /// @param range what is known of them already
    Snapshot.TemporalDetails calendar(Instants range) {
        var error = instants.rankError();
        double[] found = instants.at(Ranks.ALL);
        var texts = new ArrayList<String>();
        for (double micros : found) {
            // far from 1970 a double is no exact microsecond
            texts.add(range.text(Math.clamp((long) micros, range.min(), range.max())));
        }
        long[] gap = whole.calendar.gaps().widest();
        long upper = whole.calendar.gaps().upper(gap[1] - gap[0]);
        return new Snapshot.TemporalDetails(
                range.range(),
                forms(),
                new Snapshot.TemporalQuantiles(
                        error,
                        error == 0 ? 1 : ColumnProfile.CONFIDENCE,
                        Ranks.byRank(Ranks.ALL, texts)),
                new TimeHistogram(range, instants).snapshot(),
                whole.calendar.weekdayHours(),
                gap[1] == gap[0] ? null : gap(range, gap, upper));
    }

    private static Snapshot.Gap gap(Instants range, long[] gap, long upper) {
        return new Snapshot.Gap(
                range.text(gap[0]),
                range.text(gap[1]),
                Instants.duration(gap[1] - gap[0]),
                Instants.duration(upper),
                upper == gap[1] - gap[0]);
    }

    private List<Snapshot.Form> forms() {
        var forms = new ArrayList<Snapshot.Form>();
        for (int form = 0; form < InstantForm.COUNT; form++) {
            if (whole.instantForms[form] > 0) {
                forms.add(new Snapshot.Form(InstantForm.label(form), whole.instantForms[form]));
            }
        }
        return List.copyOf(forms);
    }
}
