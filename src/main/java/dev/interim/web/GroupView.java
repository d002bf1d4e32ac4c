package dev.interim.web;

import dev.interim.engine.stats.Snapshot;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group of rows on the wire.
///
/// @param columns those that have numbers in the group
@Schema(name = "Group", description = "The rows that have the same value in one column")
record GroupView(
        @Schema(description = "The value; null for rows without one") @Nullable String key,
        long rows,
        List<GroupColumnView> columns) {
    /// The numbers of a column in a group.
    @Schema(name = "GroupColumn")
    record GroupColumnView(String name, Numbers numeric) {
        static GroupColumnView of(Snapshot.GroupNumbers numbers) {
            return new GroupColumnView(
                    numbers.name(),
                    new Numbers(
                            numbers.count(),
                            numbers.min(),
                            numbers.max(),
                            numbers.mean(),
                            numbers.sum(),
                            numbers.stddev()));
        }
    }

    /// The statistics of numbers in a group.
    @Schema(name = "GroupNumeric")
    record Numbers(
            long count,
            double min,
            double max,
            @Nullable Double mean,
            @Nullable Double sum,
            @Nullable Double stddev) {}

    static GroupView of(Snapshot.Group group) {
        return new GroupView(
                group.key(),
                group.rows(),
                group.columns().stream().map(GroupColumnView::of).toList());
    }
}
