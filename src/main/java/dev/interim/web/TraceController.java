package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Who ran when, as a file for trace viewers.
@RestController
@Tag(name = "Timeline")
class TraceController {
    static final String TRACE = "application/vnd.chrome.trace+json";

    private final JobService jobs;

    TraceController(JobService jobs) {
        this.jobs = jobs;
    }

    @GetMapping(path = "/jobs/{id}/timeline", produces = TRACE)
    @Operation(hidden = true) // the description has it beside the other form, at TimelineController
    TraceView trace(@PathVariable String id, Caller caller) {
        return TraceView.of(jobs.get(caller.viewer(), JobId.parse(id)).timeline());
    }
}
