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
        @Nullable Double fraction,
        long bytesFetched,
        long bytesProcessed,
        @Nullable Long bytesTotal,
        long rows,
        @Nullable Long bytesPerSecond,
        @Schema(type = "string", example = "PT3.2S") @Nullable String remaining) {
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
