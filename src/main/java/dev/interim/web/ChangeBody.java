package dev.interim.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is to change about a job; what is absent stays.
///
/// @param state `paused` or `running`
/// @param priority `interactive`, `normal` or `batch`
/// @param mode `sequential`, `concurrent` or `parallel`
@Schema(name = "Change", description = "What is to change about a job that has not ended")
record ChangeBody(
        @Schema(allowableValues = {"paused", "running"}) @Nullable String state,
        @Schema(allowableValues = {"interactive", "normal", "batch"}) @Nullable String priority,
        @Schema(allowableValues = {"sequential", "concurrent", "parallel"})
                @Nullable String mode) {}
