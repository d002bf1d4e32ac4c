package dev.interim.job;

import java.util.ArrayDeque;

/// What is kept of ended jobs beside their results: of the latest the whole history, and as many
/// profiles as fit into a given memory. Any thread.
final class EndedJobs {
    private static final int WITH_HISTORY = 20;

    private record Kept(Job job, long size) {}

    private final long memory;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private final ArrayDeque<Job> latest = new ArrayDeque<>();
    private long used;

    /// @param memory in bytes
    EndedJobs(long memory) {
        this.memory = memory;
    }

    /// Keeps what there is of a job that has ended, and drops of the oldest ones for it.
    synchronized void add(Job job) {
        latest.add(job);
        if (latest.size() > WITH_HISTORY) {
            latest.remove().events().forgetHistory();
        }
        byte[] bytes = job.profile();
        if (bytes != null) {
            kept.add(new Kept(job, bytes.length));
            used += bytes.length;
        }
        while (used > memory) {
            var oldest = kept.remove();
            used -= oldest.size();
            oldest.job().forgetProfile();
        }
    }

    /// Forgets a job.
    synchronized void remove(Job job) {
        kept.stream().filter(each -> each.job() == job).forEach(each -> used -= each.size());
        kept.removeIf(each -> each.job() == job);
        latest.remove(job);
    }
}
