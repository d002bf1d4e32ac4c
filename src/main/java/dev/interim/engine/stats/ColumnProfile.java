package dev.interim.engine.stats;

import static dev.interim.engine.stats.Numbers.finite;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.sketch.Quantiles;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All accumulators of one column. One owner.
final class ColumnProfile {
    /// Of quantiles.
    static final double CONFIDENCE = 0.99;

    private static final int TOP = 20;

    private final Schema.Field field;
    private final long[] votes = new long[Kind.COUNT];
    private final ExactSum sum = new ExactSum();
    private final Moments moments;
    private final LongExtremes extremes = new LongExtremes();
    private final Texts texts;
    private final Instants instants = new Instants();
    private final Precision precision;
    private @Nullable Quantiles quantiles;
    private final @Nullable Values values;

    /// Of complete statistics, as long as the column is among the first ones of every batch.
    private @Nullable Details details;

    private long rows;
    private long trues;

    /// @param place of the column in its profile
    ColumnProfile(Schema.Field field, Measures measures, Precision precision, int place) {
        this.field = field;
        this.precision = precision;
        boolean isBasic = measures.isBasic();
        moments = new Moments(!isBasic);
        texts = new Texts(!isBasic);
        quantiles = isBasic ? null : new Quantiles(precision.quantileSize());
        values = isBasic ? null : new Values(precision.exactValues());
        boolean isDetailed = measures.isComplete() && place < Details.MOST_COLUMNS;
        details = isDetailed ? new Details(precision) : null;
    }

    /// Adds the next batch.
    void add(ColumnPart part, Batch batch, Column column) {
        rows += column.rows();
        trues += column.trueCount();
        for (Kind kind : Kind.values()) {
            votes[kind.code()] += column.votes(kind);
        }
        sum.merge(part.sum);
        extremes.merge(part.extremes, moments, part.moments);
        moments.merge(part.moments);
        texts.merge(part.texts);
        instants.merge(part.instants);
        if (quantiles != null) {
            quantiles.add(column.numbers(), column.numberCount());
        }
        if (values != null) {
            int count = column.rows() - column.votes(Kind.NULL);
            values.add(part.dictionary, count, new ColumnTexts(batch, column));
        }
        if (part.details == null) {
            details = null;
        } else if (details != null) {
            details.add(part.details, batch, column, row -> text(batch, column, row));
        }
    }

    private static byte[] text(Batch batch, Column column, int row) {
        int from = column.from()[row];
        int to = Math.min(column.to()[row], from + Texts.KEPT);
        return Arrays.copyOfRange(batch.bytes(), from, to);
    }

    /// How many rows were seen.
    long rows() {
        return rows;
    }

    Precision precision() {
        return precision;
    }

    /// The column.
    Schema.Field field() {
        return field;
    }

    /// Counts a null for every row up to this number that did not have the column.
    void fillUp(long allRows) {
        votes[Kind.NULL.code()] += allRows - rows;
        rows = allRows;
    }

    /// Adds what the other has seen of the same column; the other stays as it is.
    void merge(ColumnProfile other) {
        rows += other.rows;
        trues += other.trues;
        for (int i = 0; i < votes.length; i++) {
            votes[i] += other.votes[i];
        }
        sum.merge(other.sum);
        extremes.merge(other.extremes, moments, other.moments);
        moments.merge(other.moments);
        texts.merge(other.texts);
        instants.merge(other.instants);
        if (quantiles != null && other.quantiles != null) {
            quantiles.merge(other.quantiles);
        }
        if (values != null && other.values != null) {
            values.merge(other.values);
        }
        if (other.details == null) {
            details = null;
        } else if (details != null) {
            details.merge(other.details);
        }
    }

    void write(ByteWriter out) {
        out.number(rows);
        out.number(trues);
        out.numbers(votes, votes.length);
        sum.write(out);
        moments.write(out);
        extremes.write(out);
        texts.write(out);
        instants.write(out);
        if (quantiles != null) {
            quantiles.write(out);
        }
        if (values != null) {
            values.write(out);
        }
        out.flag(details != null);
        if (details != null) {
            details.write(out);
        }
    }

    void read(ByteReader in) {
        rows = in.count();
        trues = in.count();
        System.arraycopy(in.counts(votes.length), 0, votes, 0, votes.length);
        in.check(Arrays.stream(votes).sum() == rows && trues <= votes(Kind.BOOLEAN));
        sum.read(in);
        moments.read(in);
        if (in.form() >= StoredProfile.FORM_WITH_KINDS) {
            extremes.read(in, moments);
        }
        texts.read(in);
        instants.read(in);
        if (quantiles != null) {
            quantiles = Quantiles.read(precision.quantileSize(), in);
        }
        if (values != null) {
            values.read(in);
        }
        boolean isDetailed = in.flag();
        in.check(!isDetailed || details != null);
        if (!isDetailed) {
            details = null;
        } else if (details != null) {
            details.read(in);
        }
        requireCounts(in);
    }

    /// Refuses what cannot have been counted together.
    private void requireCounts(ByteReader in) {
        long numbers = votes(Kind.INTEGER) + votes(Kind.DECIMAL);
        in.check(moments.count() == numbers && texts.count() == votes(Kind.TEXT));
        in.check(quantiles == null || quantiles.count() == numbers);
        in.check(values == null || values.count() == rows - votes(Kind.NULL));
        in.check(instants.isEmpty() == (votes(Kind.DATE) + votes(Kind.TIMESTAMP) == 0));
        in.check(details == null || details.fits(texts.count(), instants.isEmpty()));
    }

    Snapshot.Column snapshot() {
        long count = rows - votes(Kind.NULL);
        var type = ColumnType.elected(votes);
        var distinct = values == null ? null : values.distinct();
        return new Snapshot.Column(
                field.name(),
                field.index(),
                type,
                rows,
                votes(Kind.NULL),
                types(),
                moments.count() == 0 ? null : numeric(),
                texts.snapshot(details == null || texts.count() == 0 ? null : details.texts()),
                instants.snapshot(
                        details == null || instants.isEmpty() ? null : details.calendar(instants)),
                votes(Kind.BOOLEAN) == 0 ? null : trues,
                distinct,
                values == null ? null : values.top(TOP),
                distinct == null ? null : content(type, count, distinct));
    }

    private Snapshot.@Nullable Content content(
            ColumnType type, long count, Snapshot.Distinct distinct) {
        if (details == null || values == null) {
            return null;
        }
        return new Snapshot.Content(
                details.empty(),
                count == rows && distinct.upper() == 1,
                count == 0 ? null : distinct.shareOf(count),
                distinct.duplicatesOf(count),
                values.entropy(),
                details.order(type),
                values.sentinels(),
                details.examples());
    }

    private long votes(Kind kind) {
        return votes[kind.code()];
    }

    private Map<String, Long> types() {
        Map<String, Long> types = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NULL && votes(kind) > 0) {
                types.put(kind.label(), votes(kind));
            }
        }
        return Collections.unmodifiableMap(types);
    }

    private Snapshot.Numeric numeric() {
        double n = moments.count();
        double total = sum.value();
        boolean varies = moments.m2() > 0;
        boolean areIntegers = votes(Kind.DECIMAL) == 0;
        @Nullable Double variance = n < 2 ? null : Double.valueOf(moments.m2() / (n - 1));
        @Nullable Double stddev = variance == null ? null : finite(Math.sqrt(variance));
        @Nullable Double mean = finite(moments.mean(total));
        return new Snapshot.Numeric(
                moments.count(),
                moments.min(),
                moments.max(),
                finite(total),
                mean,
                finite(variance),
                stddev,
                varies ? finite(Math.sqrt(n) * moments.m3() / Math.pow(moments.m2(), 1.5)) : null,
                varies ? finite(n * moments.m4() / (moments.m2() * moments.m2()) - 3) : null,
                moments.zeros(),
                moments.negatives(),
                quantiles == null ? null : quantiles(quantiles),
                quantiles == null
                        ? null
                        : Histograms.of(quantiles, moments.min(), moments.max(), areIntegers),
                details == null || quantiles == null || values == null
                        ? null
                        : new NumberDetails(moments, details.numbers(), quantiles)
                                .snapshot(mean, stddev, values.mode()),
                integers());
    }

    /// What has more digits than a `double`; `null` when nothing has.
    private Snapshot.@Nullable Integers integers() {
        var total = votes(Kind.DECIMAL) == 0 ? sum.beyondDouble() : null;
        return extremes.min() == null && extremes.max() == null && total == null
                ? null
                : new Snapshot.Integers(extremes.min(), extremes.max(), total);
    }

    private Snapshot.Quantiles quantiles(Quantiles sketch) {
        double[] ranks = details == null ? Ranks.USUAL : Ranks.ALL;
        double error = sketch.rankError();
        return new Snapshot.Quantiles(
                error, error == 0 ? 1 : CONFIDENCE, Ranks.named(ranks, sketch.at(ranks)));
    }
}
