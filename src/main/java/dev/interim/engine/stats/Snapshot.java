package dev.interim.engine.stats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An immutable reading of a profile.
///
/// @param rows how many good records were seen
/// @param malformedRows how many records had another number of fields than the header; they are in
///   no other number
/// @param invalidText how many byte sequences were no text in the charset
/// @param scope which rows the numbers speak of
/// @param isFinal whether it is the last of its job
/// @param columns one for each column that was asked for, in the order of the dataset
public record Snapshot(
        long rows,
        long malformedRows,
        long invalidText,
        Scope scope,
        boolean isFinal,
        List<Column> columns) {

    /// Which rows numbers speak of.
    public enum Scope {
        /// The first rows of the dataset, without gaps.
        PREFIX,
        /// Rows from all over the dataset.
        SAMPLE,
        /// All rows.
        WHOLE;

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
            @Nullable List<Top> top) {}

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
            @Nullable Histogram histogram) {}

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
    /// @param minLength in code points, like the other lengths
    /// @param min the first in the order of code points, cut at 200 bytes
    /// @param max the last in the order of code points, cut at 200 bytes
    public record Text(long minLength, long maxLength, double meanLength, String min, String max) {}

    /// About dates and timestamps, in ISO 8601; in UTC where the data names offsets.
    public record Temporal(String min, String max) {}

    /// How many different values there are.
    ///
    /// @param lower lower bound with 95 % confidence
    /// @param upper upper bound with 95 % confidence
    /// @param exact whether all three are the true number
    public record Distinct(long estimate, long lower, long upper, boolean exact) {}

    /// A frequent value.
    ///
    /// @param value as it stands first, cut at 200 bytes
    /// @param count how often it probably occurs
    /// @param lower how often it certainly occurs
    /// @param upper how often it occurs at most
    public record Top(String value, long count, long lower, long upper) {}
}
