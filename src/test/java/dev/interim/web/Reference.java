package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.interim.engine.failure.Plain;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;

/// The statistics of a [dev.interim.fixture.GeneratedCsv] the slow and readable way: every number
/// exact, and every value kept in the columns where that is affordable.
final class Reference {
    private static final Set<String> NULLS = Set.of("", "NA", "NULL");

    private final List<Column> columns =
            List.of(
                    new Nulls("id"),
                    new Numbers("amount"),
                    new Numbers("ratio"),
                    new Texts("flag"),
                    new Texts("day"),
                    new Nulls("at"),
                    new Texts("city"),
                    new Texts("code"),
                    new Numbers("score"),
                    new Texts("note"));

    private long rows;
    private long malformed;

    private Reference() {}

    static Reference of(Path file) throws IOException {
        var reference = new Reference();
        var builder =
                CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        try (var records = builder.ofCsvRecord(file)) {
            records.stream().skip(1).forEach(reference::add);
        }
        return reference;
    }

    private void add(CsvRecord record) {
        if (record.getFieldCount() != columns.size()) {
            malformed++;
            return;
        }
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).take(record.getField(i));
        }
    }

    /// Checks that a final snapshot says the same: exactly, or within the error that it states.
    void requireSameAs(JsonNode snapshot) {
        assertThat(snapshot.get("rows").asLong()).isEqualTo(rows).isPositive();
        assertThat(snapshot.get("malformedRows").asLong()).isEqualTo(malformed).isPositive();
        assertThat(snapshot.get("columns")).hasSameSizeAs(columns);
        for (int i = 0; i < columns.size(); i++) {
            var found = snapshot.get("columns").get(i);
            assertThat(found.get("name").asString()).isEqualTo(columns.get(i).name);
            assertThat(found.get("count").asLong()).isEqualTo(rows);
            columns.get(i).require(found);
        }
    }

    /// A column of which the nulls are counted, and more in subclasses.
    private abstract static class Column {
        final String name;
        private long nulls;

        Column(String name) {
            this.name = name;
        }

        void take(String value) {
            if (NULLS.contains(value)) {
                nulls++;
            } else {
                add(value);
            }
        }

        abstract void add(String value);

        void require(JsonNode found) {
            assertThat(found.get("nulls").asLong()).as(name).isEqualTo(nulls);
            long votes = found.get("types").valueStream().mapToLong(JsonNode::asLong).sum();
            assertThat(votes).as(name).isEqualTo(found.get("count").asLong() - nulls);
        }
    }

    private static final class Nulls extends Column {
        Nulls(String name) {
            super(name);
        }

        @Override
        void add(String value) {
            // Only nulls are counted.
        }
    }

    private static final class Numbers extends Column {
        private final DoubleStream.Builder all = DoubleStream.builder();
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal squares = BigDecimal.ZERO;

        Numbers(String name) {
            super(name);
        }

        @Override
        void add(String value) {
            var number = new BigDecimal(value);
            sum = sum.add(number);
            squares = squares.add(number.multiply(number));
            all.add(number.doubleValue());
        }

        @Override
        void require(JsonNode found) {
            super.require(found);
            double[] sorted = all.build().sorted().toArray();
            var n = BigDecimal.valueOf(sorted.length);
            var mean = sum.divide(n, MathContext.DECIMAL128);
            var variance =
                    squares.subtract(sum.multiply(mean))
                            .divide(n.subtract(BigDecimal.ONE), MathContext.DECIMAL128);
            var numeric = found.get("numeric");
            assertThat(numeric.get("count").asLong()).isEqualTo(sorted.length);
            assertThat(numeric.get("min").asDouble()).isEqualTo(sorted[0]);
            assertThat(numeric.get("max").asDouble()).isEqualTo(sorted[sorted.length - 1]);
            assertThat(numeric.get("zeros").asLong()).isEqualTo(count(sorted, 0, 0));
            assertThat(numeric.get("negatives").asLong())
                    .isEqualTo(count(sorted, Double.NEGATIVE_INFINITY, -Double.MIN_VALUE));
            requireClose(numeric.get("sum"), sum);
            requireClose(numeric.get("mean"), mean);
            requireClose(numeric.get("variance"), variance);
            requireClose(numeric.get("stddev"), variance.sqrt(MathContext.DECIMAL128));
            requireShape(sorted, mean.doubleValue(), numeric);
            requireQuantiles(sorted, numeric.get("quantiles"));
        }

        private static void requireShape(double[] sorted, double mean, JsonNode found) {
            double second = moment(sorted, mean, 2);
            double skewness = moment(sorted, mean, 3) / Math.pow(second, 1.5);
            double kurtosis = moment(sorted, mean, 4) / (second * second) - 3;
            assertThat(found.get("skewness").asDouble()).isCloseTo(skewness, within(1e-9));
            assertThat(found.get("kurtosis").asDouble()).isCloseTo(kurtosis, within(1e-9));
        }

        private static double moment(double[] sorted, double mean, int power) {
            // Streams add doubles with compensation.
            return Arrays.stream(sorted)
                    .map(value -> Math.pow(value - mean, power))
                    .average()
                    .orElseThrow();
        }

        private static long count(double[] sorted, double from, double to) {
            return Arrays.stream(sorted).filter(value -> value >= from && value <= to).count();
        }

        /// To twelve digits.
        private void requireClose(JsonNode found, BigDecimal expected) {
            double exact = expected.doubleValue();
            assertThat(found.asDouble()).as(name).isCloseTo(exact, within(Math.abs(exact) * 1e-12));
        }

        /// A value is right for a rank when its true ranks, from the first to the last of those
        /// that equal it, come within the stated error.
        private void requireQuantiles(double[] sorted, JsonNode found) {
            double error = found.get("error").asDouble() + 1.0 / sorted.length;
            assertThat(found.get("values")).hasSize(7);
            for (var quantile : found.get("values").properties()) {
                double rank = Double.parseDouble(quantile.getKey());
                double value = quantile.getValue().asDouble();
                double below = count(sorted, Double.NEGATIVE_INFINITY, Math.nextDown(value));
                double upTo = count(sorted, Double.NEGATIVE_INFINITY, value);
                assertThat(rank)
                        .as("rank of %s in %s", value, name)
                        .isBetween(below / sorted.length - error, upTo / sorted.length + error);
            }
        }
    }

    private static final class Texts extends Column {
        private final Map<String, Long> counts = new HashMap<>();

        Texts(String name) {
            super(name);
        }

        @Override
        void add(String value) {
            counts.merge(value, 1L, Long::sum);
        }

        @Override
        void require(JsonNode found) {
            super.require(found);
            requireDistinct(found.get("distinct"));
            requireTop(found.get("top"));
            switch (found.get("type").asString()) {
                case "text" -> requireLengths(found.get("text"));
                case "date" -> requireExtremes(found.get("temporal"));
                case "boolean" ->
                        assertThat(found.get("trues").asLong()).isEqualTo(counts.get("true"));
                default -> throw new AssertionError(name + " is " + found.get("type"));
            }
        }

        private void requireDistinct(JsonNode found) {
            long distinct = counts.size();
            assertThat(found.get("exact").asBoolean()).as(name).isEqualTo(distinct <= 4096);
            assertThat(distinct)
                    .as(name)
                    .isBetween(found.get("lower").asLong(), found.get("upper").asLong());
        }

        /// Values are shown without the control characters in them.
        private void requireTop(JsonNode found) {
            Map<String, Long> shown = new HashMap<>();
            counts.forEach((value, count) -> shown.put(Plain.text(value), count));
            for (JsonNode top : found) {
                assertThat(shown.get(top.get("value").asString()))
                        .as("%s: %s", name, top)
                        .isNotNull()
                        .isBetween(top.get("lower").asLong(), top.get("upper").asLong());
            }
            if (counts.size() <= 20) {
                assertThat(found).hasSameSizeAs(counts.keySet());
            }
        }

        private void requireExtremes(JsonNode found) {
            assertThat(found.get("min").asString())
                    .isEqualTo(Plain.text(Collections.min(counts.keySet())));
            assertThat(found.get("max").asString())
                    .isEqualTo(Plain.text(Collections.max(counts.keySet())));
        }

        private void requireLengths(JsonNode found) {
            requireExtremes(found);
            long count = 0;
            long sum = 0;
            long shortest = Long.MAX_VALUE;
            long longest = 0;
            for (var value : counts.entrySet()) {
                long length = value.getKey().codePoints().count();
                count += value.getValue();
                sum += length * value.getValue();
                shortest = Math.min(shortest, length);
                longest = Math.max(longest, length);
            }
            assertThat(found.get("minLength").asLong()).as(name).isEqualTo(shortest);
            assertThat(found.get("maxLength").asLong()).as(name).isEqualTo(longest);
            assertThat(found.get("meanLength").asDouble())
                    .isCloseTo((double) sum / count, within(1e-9));
        }
    }
}
