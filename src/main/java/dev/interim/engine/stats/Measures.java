package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is to be computed.
///
/// @param statistics how much of every column
/// @param grouping by what rows are grouped, `null` for not at all
public record Measures(Statistics statistics, @Nullable Grouping grouping) {
    /// What is computed, for messages: `standard by station`.
    @Override
    public String toString() {
        String size = statistics.name().toLowerCase(Locale.ROOT);
        return grouping == null ? size : size + " by " + grouping.column();
    }

    private static final int MOST_BYTES = 1 << 20;

    // bytes, from heaps filled with columns of different long numbers and texts
    private static final long OF_THE_REST = 96L << 20;
    private static final long OF_BASIC_COLUMN = 2L << 10;
    private static final long OF_COLUMN = 48L << 10;
    private static final long OF_DETAILS = 48L << 10;

    /// Only basic statistics.
    public static final Measures BASIC = new Measures(Statistics.BASIC, null);

    /// The usual statistics.
    public static final Measures STANDARD = new Measures(Statistics.STANDARD, null);

    /// All statistics.
    public static final Measures COMPLETE = new Measures(Statistics.COMPLETE, null);

    /// By what rows are grouped.
    ///
    /// @param column the name of a column
    /// @param mostGroups how many groups have numbers of their own; rows of further ones are
    ///   counted together
    public record Grouping(String column, int mostGroups) {
        /// By a column, with as many groups as it has values.
        public Grouping(String column) {
            this(column, Integer.MAX_VALUE);
        }

        /// Checks that there may be a group.
        public Grouping {
            if (mostGroups < 1) {
                throw new IllegalArgumentException("there must be room for at least one group");
            }
        }
    }

    /// The same with at most so many groups.
    public Measures withGroupsUpTo(int most) {
        return grouping == null
                ? this
                : new Measures(
                        statistics,
                        new Grouping(grouping.column(), Math.min(most, grouping.mostGroups())));
    }

    /// How many columns there is room for in a heap of so many bytes, when the data is as bad as it
    /// can be: with six tenths of what the rest of a service leaves.
    public int mostColumns(long heap) {
        long room = (heap - OF_THE_REST) / 10 * 6;
        long detailed = isComplete() ? Details.MOST_COLUMNS * OF_DETAILS : 0;
        long columns = (room - detailed) / (isBasic() ? OF_BASIC_COLUMN : OF_COLUMN);
        return Math.clamp(columns, 100, Integer.MAX_VALUE);
    }

    void write(ByteWriter out) {
        out.octet(statistics.code());
        out.flag(grouping != null);
        if (grouping != null) {
            out.bytes(grouping.column().getBytes(StandardCharsets.UTF_8));
            out.integer(grouping.mostGroups());
        }
    }

    static Measures read(ByteReader in) {
        var statistics = Statistics.of(in.octet(Statistics.values().length - 1));
        if (!in.flag()) {
            return new Measures(statistics, null);
        }
        String column = new String(in.bytes(MOST_BYTES), StandardCharsets.UTF_8);
        int mostGroups = in.integer(Integer.MAX_VALUE);
        in.check(mostGroups > 0);
        return new Measures(statistics, new Grouping(column, mostGroups));
    }

    boolean isBasic() {
        return statistics == Statistics.BASIC;
    }

    /// Whether it matters which value stands in which row.
    boolean isByRow() {
        return isComplete() || grouping != null;
    }

    boolean isComplete() {
        return statistics == Statistics.COMPLETE;
    }
}
