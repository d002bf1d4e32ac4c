package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A page of jobs, newest first.
///
/// @param next the `cursor` of the next page, `null` on the last
@Schema(name = "JobPage")
record JobPage(List<JobView> items, @Nullable String next) {
    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 500;

    static JobPage of(List<Job> newestFirst, Query query) {
        int limit = limit(query.get("limit"));
        String state = state(query.get("state"));
        String mode = query.get("mode");
        String wanted = mode == null ? null : SpecReader.strategy(mode).mode();
        String cursor = cursor(query.get("cursor"));
        // ids sort by time, so a cursor is simply the id of the last job of the page before
        var found =
                newestFirst.stream()
                        .filter(job -> cursor == null || job.id().toString().compareTo(cursor) < 0)
                        .map(job -> JobView.of(job.status()))
                        .filter(job -> state == null || job.state().equals(state))
                        .filter(job -> wanted == null || job.mode().equals(wanted))
                        .limit(limit + 1L)
                        .toList();
        boolean hasMore = found.size() > limit;
        var items = hasMore ? found.subList(0, limit) : found;
        return new JobPage(items, hasMore ? items.getLast().id().toString() : null);
    }

    private static int limit(@Nullable String given) {
        if (given == null) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(given);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer as a number out of range
        }
        throw invalid("limit must be a number from 1 to " + LARGEST_LIMIT);
    }

    private static @Nullable String cursor(@Nullable String given) {
        try {
            return given == null ? null : JobId.parse(given).toString();
        } catch (FailureException e) {
            throw invalid("cursor must be what stood in next on the page before");
        }
    }

    private static @Nullable String state(@Nullable String given) {
        var known = Arrays.stream(JobState.values()).map(JobState::label).toList();
        if (given != null && !known.contains(given)) {
            throw invalid(
                    "unknown state '%s'; known are %s"
                            .formatted(given, known.stream().collect(Collectors.joining(", "))));
        }
        return given;
    }

    private static FailureException invalid(String sentence) {
        return new FailureException(FailureKind.INVALID_REQUEST, sentence);
    }
}
