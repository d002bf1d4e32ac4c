package dev.interim.engine.stats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An immutable reading of a profile.
///
/// @param rows how many good records were seen
/// @param malformedRows how many records had another number of fields than the header, or were no
///   JSON objects; they are in no other number
/// @param invalidText how many byte sequences were no text in the charset
/// @param scope which rows the numbers speak of
/// @param isFinal whether it is the last of its job
/// @param columns one for each column that was asked for, in the order of the dataset
/// @param across what looks at several columns of a row at once
/// @param paddedRows how many of the rows were short, and were filled up with nulls
/// @param trimmedRows how many of the rows had an empty field too many
public record Snapshot(
        long rows,
        long malformedRows,
        long invalidText,
        Scope scope,
        boolean isFinal,
        List<Column> columns,
        Across across,
        long paddedRows,
        long trimmedRows) {
    /// Of data in which no record was filled up or trimmed.
    public Snapshot(
            long rows,
            long malformedRows,
            long invalidText,
            Scope scope,
            boolean isFinal,
            List<Column> columns,
            Across across) {
        this(rows, malformedRows, invalidText, scope, isFinal, columns, across, 0, 0);
    }

    /// Which rows numbers speak of.
    public enum Scope {
        /// The first rows of the dataset, without gaps.
        PREFIX(0),
        /// Rows from all over the dataset.
        SAMPLE(1),
        /// All rows.
        WHOLE(2);

        private static final List<Scope> BY_CODE = List.of(values());

        private final int code;

        Scope(int code) {
            this.code = code;
        }

        /// What stands for it in bytes.
        int code() {
            return code;
        }

        static Scope of(int code) {
            return BY_CODE.get(code);
        }

        /// The scope as it stands in results: `prefix`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One column.
    ///
    /// @param index its place in the dataset, from 0
    /// @param type what its values voted for
    /// @param count how many rows were seen, with nulls
    /// @param nulls how many of them have no value
    /// @param types how many values there are of each kind that occurs
    /// @param numeric about the values that are numbers; `null` when there are none
    /// @param text about the values that are text; `null` when there are none
    /// @param temporal about the values that are dates or timestamps; `null` when there are none
    /// @param trues how many values are `true`; `null` when none are truth values
    /// @param distinct how many different values there are; `null` when not asked for
    /// @param top the most frequent values; `null` when not asked for
    /// @param content about values of all types; `null` when not asked for
    public record Column(
            String name,
            int index,
            ColumnType type,
            long count,
            long nulls,
            Map<String, Long> types,
            @Nullable Numeric numeric,
            @Nullable Text text,
            @Nullable Temporal temporal,
            @Nullable Long trues,
            @Nullable Distinct distinct,
            @Nullable List<Top> top,
            @Nullable Content content) {}

    /// About values of all types.
    ///
    /// @param empty how many values are the empty text, whether that stands for no value or not
    /// @param constant whether all rows have the same value
    /// @param uniqueness the number of different values by that of all values; `null` without any
    /// @param duplicates how many values were seen before
    /// @param entropy in bits; `null` when not all different values could be counted
    /// @param order of the values that are of the column's type; `null` below two
    /// @param sentinels values that usually stand for a missing one, of those that are known
    /// @param examples values chosen uniformly at random, cut at 200 bytes
    public record Content(
            long empty,
            boolean constant,
            @Nullable Share uniqueness,
            Distinct duplicates,
            @Nullable Double entropy,
            @Nullable Order order,
            List<Top> sentinels,
            List<String> examples) {}

    /// A share, from 0 to 1.
    ///
    /// @param lower lower bound with 95 % confidence
    /// @param upper upper bound with 95 % confidence
    public record Share(double estimate, double lower, double upper) {}

    /// How values follow each other.
    ///
    /// @param ups how many are greater than the one before
    /// @param downs how many are less than the one before
    /// @param ties how many equal the one before
    public record Order(Direction direction, long ups, long downs, long ties) {}

    /// The order that all values are in.
    public enum Direction {
        /// None is less than the one before.
        ASCENDING,
        /// None is greater than the one before.
        DESCENDING,
        /// All are the same.
        CONSTANT,
        /// Some are greater and some are less.
        NONE;

        /// The direction as it stands in results: `ascending`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// About numbers.
    ///
    /// @param count how many numbers
    /// @param sum `null` when it does not fit into a `double`, like the numbers that follow
    /// @param variance the sample variance (n − 1); `null` below two values
    /// @param stddev its square root
    /// @param skewness the population form g1; `null` when all values are the same
    /// @param kurtosis the population form g2, excess over the normal distribution; `null` when all
    ///   values are the same
    /// @param quantiles `null` when not asked for
    /// @param histogram `null` when not asked for
    /// @param details `null` when not asked for
    public record Numeric(
            long count,
            double min,
            double max,
            @Nullable Double sum,
            @Nullable Double mean,
            @Nullable Double variance,
            @Nullable Double stddev,
            @Nullable Double skewness,
            @Nullable Double kurtosis,
            long zeros,
            long negatives,
            @Nullable Quantiles quantiles,
            @Nullable Histogram histogram,
            @Nullable NumericDetails details) {}

    /// More about numbers; what is not defined is `null`.
    ///
    /// @param nan how many values are `NaN`, which are in no other number
    /// @param infinities how many values are infinite, which are in no other number
    /// @param wholeNumbers whether all are whole
    /// @param decimals the largest number of decimals that is written
    /// @param coefficientOfVariation standard deviation by mean
    /// @param geometricMean of positive numbers
    /// @param harmonicMean of positive numbers
    /// @param mode the most frequent number, where it is certain and occurs more than once
    /// @param spread how far numbers lie apart, by ranks
    public record NumericDetails(
            long positives,
            long nan,
            long infinities,
            boolean wholeNumbers,
            int decimals,
            @Nullable Double range,
            @Nullable Double coefficientOfVariation,
            @Nullable Double geometricMean,
            @Nullable Double harmonicMean,
            @Nullable Double mode,
            Spread spread) {}

    /// How far numbers lie apart, by ranks.
    ///
    /// @param interquartileRange the third quartile less the first
    /// @param medianAbsoluteDeviation the median of the distances from the median
    /// @param lowerFence the first quartile less 1.5 × the interquartile range (Tukey 1977)
    /// @param upperFence the third quartile and 1.5 × the interquartile range
    /// @param outliers the share of numbers beyond the fences
    /// @param error how far the rank of a quartile may be off, as a share of all numbers; that of
    ///   the median distance and the share of outliers, given the fences, twice as far
    public record Spread(
            @Nullable Double interquartileRange,
            @Nullable Double medianAbsoluteDeviation,
            @Nullable Double lowerFence,
            @Nullable Double upperFence,
            double outliers,
            double error) {}

    /// Values at ranks.
    ///
    /// @param error how far the rank of a value may be off, as a share of all values; 0 when exact
    /// @param confidence how sure that is, for any one of the values
    /// @param values by rank, as in `"0.25"`
    public record Quantiles(double error, double confidence, Map<String, Double> values) {}

    /// How many numbers fall between edges.
    ///
    /// @param edges ascending; one more than there are counts; each bin holds its lower edge, the
    ///   last one both
    /// @param counts how many values each bin has
    /// @param error how far the sum of the first *n* counts may be off, as a share of all values
    public record Histogram(List<Double> edges, List<Long> counts, double error) {}

    /// About text.
    ///
    /// @param minLength in code points, like the other lengths; `null` when not asked for, like
    ///   them
    /// @param min the first in the order of code points, cut at 200 bytes
    /// @param max the last in the order of code points, cut at 200 bytes
    /// @param details `null` when not asked for
    public record Text(
            @Nullable Long minLength,
            @Nullable Long maxLength,
            @Nullable Double meanLength,
            String min,
            String max,
            @Nullable TextDetails details) {}

    /// More about text.
    ///
    /// @param lengths in code points
    /// @param bytes in bytes of UTF-8
    /// @param forms how many texts are of each form
    /// @param patterns the most frequent patterns, as in `AA-9999`
    public record TextDetails(
            Lengths lengths, Lengths bytes, Map<String, Long> forms, List<Top> patterns) {}

    /// The distribution of lengths.
    ///
    /// @param stddev `null` below two
    /// @param quantiles by rank; exact below 256, within 0.4 % of the length above
    public record Lengths(
            long min,
            long max,
            double mean,
            @Nullable Double stddev,
            Map<String, Double> quantiles) {}

    /// About dates and timestamps, in ISO 8601; in UTC where the data names offsets.
    ///
    /// @param details `null` when not asked for
    public record Temporal(String min, String max, @Nullable TemporalDetails details) {}

    /// More about dates and timestamps.
    ///
    /// @param range from the first to the last, as a duration of ISO 8601
    /// @param formats how they are written
    /// @param histogram `null` when all are the same
    /// @param weekdayHours for each weekday from Monday on the counts of its 24 hours
    /// @param largestGap the widest stretch of time between two neighbours; `null` when all are the
    ///   same
    public record TemporalDetails(
            String range,
            List<Form> formats,
            TemporalQuantiles quantiles,
            @Nullable TimeHistogram histogram,
            List<List<Long>> weekdayHours,
            @Nullable Gap largestGap) {}

    /// A way to write dates.
    ///
    /// @param pattern as in `yyyy-MM-dd`
    public record Form(String pattern, long count) {}

    /// Instants at ranks; see [Quantiles].
    public record TemporalQuantiles(double error, double confidence, Map<String, String> values) {}

    /// How many instants fall between edges; see [Histogram].
    ///
    /// @param unit of the calendar, as in `month`
    public record TimeHistogram(String unit, List<String> edges, List<Long> counts, double error) {}

    /// A stretch of time without a value.
    ///
    /// @param from the value before it, of the widest stretch that is known
    /// @param to the value behind it
    /// @param lower how long the widest stretch is at least, as a duration of ISO 8601
    /// @param upper how long it is at most
    /// @param exact whether both are the true length
    public record Gap(String from, String to, String lower, String upper, boolean exact) {}

    /// How many different values there are.
    ///
    /// @param lower lower bound with 95 % confidence
    /// @param upper upper bound with 95 % confidence
    /// @param exact whether all three are the true number
    public record Distinct(long estimate, long lower, long upper, boolean exact) {
        static Distinct of(long... bounded) {
            return new Distinct(bounded[0], bounded[1], bounded[2], false);
        }

        /// How many of so many values were seen before.
        Distinct duplicatesOf(long values) {
            return new Distinct(values - estimate, values - upper, values - lower, exact);
        }

        /// The different values as a share of so many, at least one.
        Share shareOf(long values) {
            double all = values;
            return new Share(estimate / all, lower / all, upper / all);
        }
    }

    /// A frequent value.
    ///
    /// @param value as it stands first, cut at 200 bytes
    /// @param count how often it probably occurs
    /// @param lower how often it certainly occurs
    /// @param upper how often it occurs at most
    public record Top(String value, long count, long lower, long upper) {}

    /// About several columns of a row at once; what was not asked for is `null`.
    ///
    /// @param duplicateRows how many rows were seen before
    public record Across(
            @Nullable Distinct duplicateRows,
            @Nullable Correlations correlations,
            @Nullable Groups groups) {
        /// Nothing was asked for.
        public static final Across NOTHING = new Across(null, null, null);
    }

    /// How numeric columns vary together.
    ///
    /// @param columns those that take part
    /// @param pairs of columns that have numbers in the same rows
    public record Correlations(List<String> columns, List<Correlation> pairs) {}

    /// How two columns vary together, over the rows where both are numbers.
    ///
    /// @param covariance of the sample (n − 1); `null` below two rows
    /// @param pearson the coefficient of correlation; `null` where one of the columns does not vary
    public record Correlation(
            String x,
            String y,
            long count,
            @Nullable Double covariance,
            @Nullable Double pearson) {}

    /// The numbers of all columns for each value of one column.
    ///
    /// @param by the column that groups
    /// @param groups those with the most rows first
    /// @param other the rows of all further groups together; `null` when there are none
    public record Groups(String by, List<Group> groups, @Nullable Group other) {}

    /// The rows that have the same value in one column.
    ///
    /// @param key the value as it stands first, cut at 200 bytes; `null` for rows without one
    /// @param columns those that have numbers
    public record Group(@Nullable String key, long rows, List<GroupNumbers> columns) {}

    /// The numbers of one column in the rows of a group.
    ///
    /// @param stddev of the sample (n − 1); `null` below two numbers
    public record GroupNumbers(
            String name,
            long count,
            double min,
            double max,
            @Nullable Double mean,
            @Nullable Double sum,
            @Nullable Double stddev) {}
}
