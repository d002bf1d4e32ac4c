package dev.interim.job;

import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The executors, by name; one of the same name replaces a standard one (`turns`, `cores`, `io`).
///
/// @param executors what is configured beside or instead of the standard ones
@ConfigurationProperties("interim")
public record ExecutorSettings(@DefaultValue Map<String, Executor> executors) {
    /// One executor.
    ///
    /// @param workers how many turns run at the same time
    /// @param threads what its workers are: `platform` or `virtual`
    /// @param quantum the longest turn
    /// @param queue who goes first: `fair` or `fifo`
    public record Executor(
            @DefaultValue("1") int workers,
            @DefaultValue("platform") ThreadKind threads,
            @DefaultValue("20ms") Duration quantum,
            @DefaultValue("fair") QueuePolicy queue) {}

    /// The specs of all configured executors.
    ///
    /// @throws BadSettingException where one cannot be
    List<ExecutorSpec> specs() {
        return executors.entrySet().stream()
                .map(entry -> spec(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ExecutorSpec spec(String name, Executor given) {
        try {
            return new ExecutorSpec(
                    name, given.workers(), given.threads(), given.quantum(), given.queue());
        } catch (IllegalArgumentException e) {
            throw new BadSettingException("interim.executors." + name, e);
        }
    }
}
