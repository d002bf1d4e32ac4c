package dev.interim.schedule;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The executors of this service by name.
public final class ExecutorRegistry implements AutoCloseable {
    private final Map<String, LaneExecutor> byName = new TreeMap<>();

    /// A registry of these; it closes them.
    public ExecutorRegistry(Collection<LaneExecutor> executors) {
        for (LaneExecutor executor : executors) {
            if (byName.put(executor.spec().name(), executor) != null) {
                throw new IllegalArgumentException(
                        "two executors are named '" + executor.spec().name() + "'");
            }
        }
    }

    /// Starts the standard executors and the configured ones; a configured one replaces the
    /// standard one of its name.
    public static ExecutorRegistry open(Collection<ExecutorSpec> configured) {
        Map<String, ExecutorSpec> specs = new TreeMap<>();
        ExecutorSpec.standard(Runtime.getRuntime().availableProcessors())
                .forEach(spec -> specs.put(spec.name(), spec));
        configured.forEach(spec -> specs.put(spec.name(), spec));
        return new ExecutorRegistry(specs.values().stream().map(LaneExecutor::new).toList());
    }

    /// The executor of that name, if there is one.
    public Optional<LaneExecutor> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The executor of that name.
    ///
    /// @throws IllegalArgumentException with a sentence that names those there are
    public LaneExecutor named(String name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no executor is named '"
                                        + name
                                        + "'; there are "
                                        + String.join(", ", byName.keySet())));
    }

    /// All, in the order of their names.
    public List<LaneExecutor> all() {
        return List.copyOf(byName.values());
    }

    /// Stops all, then waits for their running turns, each bounded.
    @Override
    public void close() {
        byName.values().forEach(LaneExecutor::stop);
        byName.values().forEach(LaneExecutor::close);
    }
}
