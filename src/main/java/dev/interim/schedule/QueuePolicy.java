package dev.interim.schedule;

/// How an executor chooses among the lanes that wait.
public enum QueuePolicy {
    /// Highest class first, inside a class who was served least; lower classes keep their [Shares].
    FAIR,
    /// In the order of arrival, whatever the priority.
    FIFO
}
