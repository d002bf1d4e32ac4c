package dev.interim.job;

import dev.interim.engine.memory.MemoryBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is kept of ended jobs beside their newest snapshot: of the latest the whole history, and as
/// many profiles as fit into a given memory. Where all that together does not fit into the part of
/// the budget that is for it, histories go first, then profiles, then whole jobs, the oldest of
/// each before the others. Any thread.
final class EndedJobs {
    private static final int WITH_HISTORY = 20;

    private final long memory;
    private final MemoryBudget budget;
    private final Map<Job, Long> profiles = new LinkedHashMap<>();
    private final Map<Job, Long> results = new LinkedHashMap<>();
    private final ArrayDeque<Job> latest = new ArrayDeque<>();
    private long ofProfiles;
    private long ofResults;

    /// @param memory how many bytes the profiles may have
    /// @param budget has a part for what is kept
    EndedJobs(long memory, MemoryBudget budget) {
        this.memory = memory;
        this.budget = budget;
    }

    /// Keeps what there is of a job that has ended, and drops of the oldest ones for it.
    ///
    /// @return which jobs are to be forgotten, because there is no room for their results
    synchronized List<Job> add(Job job) {
        latest.add(job);
        if (latest.size() > WITH_HISTORY) {
            forgetHistory();
        }
        note(job);
        byte[] bytes = job.profile();
        if (bytes != null) {
            profiles.put(job, (long) bytes.length);
            ofProfiles += bytes.length;
        }
        while (ofProfiles > memory) {
            forgetProfile();
        }
        return forgotten();
    }

    private void note(Job job) {
        long bytes = job.keptBytes();
        Long before = results.put(job, bytes);
        ofResults += bytes - (before == null ? 0 : before);
    }

    private void forgetHistory() {
        var oldest = latest.remove();
        oldest.events().forgetHistory();
        if (results.containsKey(oldest)) {
            note(oldest);
        }
    }

    private void forgetProfile() {
        var oldest = profiles.entrySet().iterator().next();
        ofProfiles -= oldest.getValue();
        profiles.remove(oldest.getKey());
        oldest.getKey().forgetProfile();
    }

    private List<Job> forgotten() {
        while (isTooMuch() && latest.size() > 1) {
            forgetHistory();
        }
        while (isTooMuch() && !profiles.isEmpty()) {
            forgetProfile();
        }
        List<Job> forgotten = new ArrayList<>();
        // INVARIANT: the latest one stays, since somebody waits for its result.
        while (isTooMuch() && results.size() > 1) {
            var oldest = results.keySet().iterator().next();
            remove(oldest);
            forgotten.add(oldest);
        }
        budget.keep(ofProfiles + ofResults);
        return forgotten;
    }

    private boolean isTooMuch() {
        return ofProfiles + ofResults > budget.keptBytes();
    }

    /// Forgets a job.
    synchronized void remove(Job job) {
        Long profile = profiles.remove(job);
        ofProfiles -= profile == null ? 0 : profile;
        Long result = results.remove(job);
        ofResults -= result == null ? 0 : result;
        latest.remove(job);
        budget.keep(ofProfiles + ofResults);
    }
}
