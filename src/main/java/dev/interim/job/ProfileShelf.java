package dev.interim.job;

import java.util.ArrayDeque;

/// The profiles of ended jobs, as many of the latest as fit into a given memory. Any thread.
final class ProfileShelf {
    private record Kept(Job job, long size) {}

    private final long memory;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private long used;

    /// @param memory in bytes
    ProfileShelf(long memory) {
        this.memory = memory;
    }

    /// Keeps the profile of a job that has ended, and drops the oldest ones for it.
    synchronized void add(Job job) {
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
    }
}
