package dev.interim.web;

import dev.interim.job.JobProgress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How far a job has come, on the wire; all bytes as they are fetched.
///
/// @param fraction the share of the source that is in the statistics, from 0 to 1
/// @param bytesPerSecond bytes processed a second: of late, or all in all once the job has ended
/// @param remaining at that rate, in ISO 8601
@Schema(name = "Progress", description = "How far a job has come; unknown is null, never guessed")
record ProgressView(
        @Schema(description = "The share of the source that is in the statistics, from 0 to 1")
                @Nullable Double fraction,
        @Schema(description = "Bytes that have arrived, as they are fetched") long bytesFetched,
        @Schema(description = "Bytes whose records are in the statistics") long bytesProcessed,
        @Schema(description = "The length of the source") @Nullable Long bytesTotal,
        @Schema(description = "Good records in the statistics") long rows,
        @Schema(
                        description =
                                "Bytes processed a second: of late, or all in all once the job has ended")
                @Nullable Long bytesPerSecond,
        @Schema(
                        type = "string",
                        example = "PT3.2S",
                        description = "How long it will take at that rate, in ISO 8601")
                @Nullable String remaining) {
    static ProgressView of(JobProgress progress) {
        var run = progress.run();
        return new ProgressView(
                run.fraction(),
                run.bytesFetched(),
                run.bytesProcessed(),
                run.bytesTotal(),
                run.rows(),
                progress.bytesPerSecond(),
                progress.remaining() == null ? null : progress.remaining().toString());
    }
}
