package dev.interim.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.interim.engine.stats.Snapshot;
import dev.interim.job.JobSnapshot;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A snapshot on the wire.
///
/// @param isFinal whether it is the last of its job
/// @param scope which rows the numbers speak of
@Schema(name = "Snapshot", description = "The statistics of the rows seen so far")
record SnapshotView(
        @Schema(description = "Null for merged profiles, which belong to no job")
                @Nullable UUID jobId,
        @Schema(description = "Counts the snapshots of a job from 1") long sequence,
        @JsonProperty("final") @Schema(description = "Whether it is the last of its job")
                boolean isFinal,
        Instant takenAt,
        @Schema(description = "Good records: these numbers speak of them") long rows,
        @Schema(
                        description =
                                "Records left out because they have another number of fields than the"
                                        + " header, or are no JSON objects")
                long malformedRows,
        @Schema(description = "Of the good records, those that were short and filled up with nulls")
                long paddedRows,
        @Schema(description = "Of the good records, those with an empty field too many, left out")
                long trimmedRows,
        @Schema(description = "Byte sequences that are no text in the charset") long invalidText,
        @Schema(description = "The share of the source that was seen, from 0 to 1")
                @Nullable Double fraction,
        @Schema(
                        allowableValues = {"prefix", "sample", "whole"},
                        description = "Which rows the numbers speak of: the first ones, some, all")
                String scope,
        List<ColumnView> columns,
        @Schema(description = "How many rows were seen before; only of `complete` statistics")
                Snapshot.@Nullable Distinct duplicateRows,
        @Schema(description = "How numeric columns vary together; only of `complete` statistics")
                Snapshot.@Nullable Correlations correlations,
        @Schema(description = "The column by whose values rows are grouped")
                @Nullable String groupBy,
        @Schema(description = "The groups, those with the most rows first")
                @Nullable List<GroupView> groups,
        @Schema(description = "The rows of all groups that had no place, together")
                @Nullable GroupView otherGroups) {
    /// A column on the wire.
    ///
    /// @param type what its values voted for
    /// @param types how many values voted for each
    /// @param trues how many values are true
    @Schema(name = "Column")
    record ColumnView(
            String name,
            @Schema(description = "Its place in the dataset, from 0") int index,
            @Schema(
                            allowableValues = {
                                "boolean",
                                "integer",
                                "decimal",
                                "date",
                                "timestamp",
                                "text",
                                "empty"
                            })
                    String type,
            @Schema(description = "How many rows were seen, with nulls") long count,
            @Schema(description = "How many of them have no value") long nulls,
            @Schema(description = "How many values there are of each type that occurs")
                    Map<String, Long> types,
            Snapshot.@Nullable Numeric numeric,
            Snapshot.@Nullable Text text,
            Snapshot.@Nullable Temporal temporal,
            @Schema(description = "How many values are true") @Nullable Long trues,
            Snapshot.@Nullable Distinct distinct,
            @Nullable List<Snapshot.Top> top,
            @Schema(description = "About values of all types; only of `complete` statistics")
                    @Nullable ContentView content) {
        static ColumnView of(Snapshot.Column column) {
            return new ColumnView(
                    column.name(),
                    column.index(),
                    column.type().label(),
                    column.count(),
                    column.nulls(),
                    column.types(),
                    column.numeric(),
                    column.text(),
                    column.temporal(),
                    column.trues(),
                    column.distinct(),
                    column.top(),
                    ContentView.of(column.content()));
        }
    }

    static SnapshotView of(JobSnapshot taken) {
        return of(
                taken.snapshot(),
                taken.job().uuid(),
                taken.sequence(),
                taken.takenAt(),
                taken.fraction());
    }

    /// The only snapshot of what belongs to no job.
    static SnapshotView of(Snapshot snapshot, Instant takenAt) {
        return of(snapshot, null, 1, takenAt, null);
    }

    private static SnapshotView of(
            Snapshot snapshot,
            @Nullable UUID job,
            long sequence,
            Instant takenAt,
            @Nullable Double fraction) {
        var across = snapshot.across();
        var groups = across.groups();
        return new SnapshotView(
                job,
                sequence,
                snapshot.isFinal(),
                takenAt,
                snapshot.rows(),
                snapshot.malformedRows(),
                snapshot.paddedRows(),
                snapshot.trimmedRows(),
                snapshot.invalidText(),
                fraction,
                snapshot.scope().label(),
                snapshot.columns().stream().map(ColumnView::of).toList(),
                across.duplicateRows(),
                across.correlations(),
                groups == null ? null : groups.by(),
                groups == null ? null : groups.groups().stream().map(GroupView::of).toList(),
                groups == null || groups.other() == null ? null : GroupView.of(groups.other()));
    }
}
