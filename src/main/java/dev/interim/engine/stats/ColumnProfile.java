package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.sketch.Quantiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All accumulators of one column. One owner.
final class ColumnProfile {
    private static final double[] RANKS = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
    private static final double CONFIDENCE = 0.99;
    private static final int TOP = 20;

    private final Schema.Field field;
    private final long[] votes = new long[Kind.COUNT];
    private final ExactSum sum = new ExactSum();
    private final Moments moments;
    private final Texts texts = new Texts();
    private final Instants instants = new Instants();
    private final @Nullable Quantiles quantiles;
    private final @Nullable Values values;
    private long rows;
    private long trues;

    ColumnProfile(Schema.Field field, Statistics statistics, Precision precision) {
        this.field = field;
        boolean isBasic = statistics == Statistics.BASIC;
        moments = new Moments(!isBasic);
        quantiles = isBasic ? null : new Quantiles(precision.quantileSize());
        values = isBasic ? null : new Values(precision.exactValues());
    }

    /// Adds the next batch.
    void add(ColumnPart part, Batch batch, Column column) {
        rows += column.rows();
        trues += column.trueCount();
        for (Kind kind : Kind.values()) {
            votes[kind.code()] += column.votes(kind);
        }
        sum.merge(part.sum);
        moments.merge(part.moments);
        texts.merge(part.texts);
        instants.merge(part.instants);
        if (quantiles != null) {
            quantiles.add(column.numbers(), column.numberCount());
        }
        if (values != null) {
            values.add(part.dictionary, batch, column);
        }
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
        moments.merge(other.moments);
        texts.merge(other.texts);
        instants.merge(other.instants);
        if (quantiles != null && other.quantiles != null) {
            quantiles.merge(other.quantiles);
        }
        if (values != null && other.values != null) {
            values.merge(other.values);
        }
    }

    Snapshot.Column snapshot() {
        return new Snapshot.Column(
                field.name(),
                field.index(),
                ColumnType.elected(votes),
                rows,
                votes(Kind.NULL),
                types(),
                moments.count() == 0 ? null : numeric(),
                texts.snapshot(),
                instants.snapshot(votes(Kind.TIMESTAMP) == 0),
                votes(Kind.BOOLEAN) == 0 ? null : trues,
                values == null ? null : values.distinct(),
                values == null ? null : values.top(TOP));
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
        @Nullable Double variance = n < 2 ? null : Double.valueOf(moments.m2() / (n - 1));
        return new Snapshot.Numeric(
                moments.count(),
                moments.min(),
                moments.max(),
                finite(total),
                finite(moments.mean(total)),
                finite(variance),
                variance == null ? null : finite(Math.sqrt(variance)),
                varies ? finite(Math.sqrt(n) * moments.m3() / Math.pow(moments.m2(), 1.5)) : null,
                varies ? finite(n * moments.m4() / (moments.m2() * moments.m2()) - 3) : null,
                moments.zeros(),
                moments.negatives(),
                quantiles(),
                null);
    }

    private static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }

    private Snapshot.@Nullable Quantiles quantiles() {
        if (quantiles == null) {
            return null;
        }
        Map<String, Double> byRank = new LinkedHashMap<>();
        double[] found = quantiles.at(RANKS);
        for (int i = 0; i < RANKS.length; i++) {
            byRank.put(Double.toString(RANKS[i]), found[i]);
        }
        double error = quantiles.rankError();
        return new Snapshot.Quantiles(
                error, error == 0 ? 1 : CONFIDENCE, Collections.unmodifiableMap(byRank));
    }
}
