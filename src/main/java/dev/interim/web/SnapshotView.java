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
        UUID jobId,
        long sequence,
        @JsonProperty("final") boolean isFinal,
        Instant takenAt,
        long rows,
        long malformedRows,
        @Schema(description = "Byte sequences that are not UTF-8") long invalidText,
        @Nullable Double fraction,
        @Schema(allowableValues = {"prefix", "sample", "whole"}) String scope,
        List<ColumnView> columns) {
    /// A column on the wire.
    ///
    /// @param type what its values voted for
    /// @param types how many values voted for each
    /// @param trues how many values are true
    @Schema(name = "Column")
    record ColumnView(
            String name,
            int index,
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
            long count,
            long nulls,
            Map<String, Long> types,
            Snapshot.@Nullable Numeric numeric,
            Snapshot.@Nullable Text text,
            Snapshot.@Nullable Temporal temporal,
            @Nullable Long trues,
            Snapshot.@Nullable Distinct distinct,
            @Nullable List<Snapshot.Top> top) {
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
                    column.top());
        }
    }

    static SnapshotView of(JobSnapshot taken) {
        var snapshot = taken.snapshot();
        return new SnapshotView(
                taken.job().uuid(),
                taken.sequence(),
                snapshot.isFinal(),
                taken.takenAt(),
                snapshot.rows(),
                snapshot.malformedRows(),
                snapshot.invalidText(),
                taken.fraction(),
                snapshot.scope().label(),
                snapshot.columns().stream().map(ColumnView::of).toList());
    }
}
