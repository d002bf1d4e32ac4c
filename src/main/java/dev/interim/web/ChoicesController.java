package dev.interim.web;

import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.memory.MemoryUse;
import dev.interim.job.JobService;
import dev.interim.run.Strategy;
import dev.interim.schedule.ExecutorStatistics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a job can choose from.
@RestController
@Tag(name = "Choices")
class ChoicesController {
    private final JobService jobs;

    ChoicesController(JobService jobs) {
        this.jobs = jobs;
    }

    /// A mode.
    ///
    /// @param executor where its jobs run when they name none
    @Schema(name = "Mode")
    record ModeView(String name, String meaning, String executor) {}

    /// An executor.
    ///
    /// @param load lanes that run or want to, for each worker
    @Schema(name = "Executor")
    record ExecutorView(
            String name,
            int workers,
            @Schema(allowableValues = {"platform", "virtual"}) String threads,
            @Schema(type = "string", example = "PT0.02S") String quantum,
            @Schema(allowableValues = {"fair", "fifo"}) String queue,
            int busyWorkers,
            int queueLength,
            int lanes,
            long turnsServed,
            double load,
            MemoryView memory) {
        static ExecutorView of(ExecutorStatistics now, MemoryBudget budget) {
            var spec = now.spec();
            return new ExecutorView(
                    spec.name(),
                    spec.workers(),
                    Words.label(spec.threads()),
                    spec.quantum().toString(),
                    Words.label(spec.queue()),
                    now.busyWorkers(),
                    now.queueLength(),
                    now.lanes(),
                    now.turns(),
                    now.load(),
                    MemoryView.of(budget));
        }
    }

    /// The memory that jobs of all executors share.
    ///
    /// @param used how many bytes are taken, by what for
    /// @param waiting how many jobs wait for more
    @Schema(
            name = "Memory",
            description = "How much memory the jobs of all executors together may take, and take")
    record MemoryView(
            @Schema(description = "How many bytes there are") long budget,
            @Schema(description = "How many bytes are taken, by what for") Map<String, Long> used,
            @Schema(description = "How many jobs that have started wait for more") int waiting) {
        static MemoryView of(MemoryBudget budget) {
            Map<String, Long> used = new LinkedHashMap<>();
            for (MemoryUse use : MemoryUse.values()) {
                used.put(use.label(), budget.used(use));
            }
            return new MemoryView(budget.bytes(), used, budget.waiting());
        }
    }

    @GetMapping(path = "/modes", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listModes",
            summary = "List the modes",
            description = "What each does, and where its jobs run when they name no executor.")
    @ApiResponse(responseCode = "200", description = "All modes")
    List<ModeView> modes() {
        return Strategy.all().stream()
                .map(strategy ->
                        new ModeView(strategy.mode(), strategy.meaning(), strategy.usualExecutor()))
                .toList();
    }

    @GetMapping(path = "/executors", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listExecutors",
            summary = "List the executors and how busy they are",
            description = "Those of the configuration; a job may name one.")
    @ApiResponse(responseCode = "200", description = "All executors, now")
    List<ExecutorView> executors() {
        return jobs.executors().stream().map(now -> ExecutorView.of(now, jobs.memory())).toList();
    }
}
