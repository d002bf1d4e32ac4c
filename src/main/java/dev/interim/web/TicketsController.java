package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.access.Tickets;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.web.Descriptions.MayBeWrong;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tickets for clients that can say who they are in an address only.
@RestController
@Tag(name = "Events")
class TicketsController {
    private final JobService jobs;
    private final Tickets tickets;

    TicketsController(JobService jobs, Tickets tickets) {
        this.jobs = jobs;
        this.tickets = tickets;
    }

    /// A ticket on the wire.
    ///
    /// @param events where to use it
    @Schema(name = "Ticket")
    record TicketView(
            String ticket,
            UUID jobId,
            @Schema(description = "From when on it is good no more") Instant expiresAt,
            @Schema(description = "The address of the events, with the ticket") String events) {
        static TicketView of(Tickets.Ticket ticket) {
            return new TicketView(
                    ticket.text(),
                    ticket.job().uuid(),
                    ticket.expires(),
                    "/jobs/" + ticket.job() + "/events?ticket=" + ticket.text());
        }
    }

    @PostMapping(path = "/tickets", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getTicket",
            summary = "Get a ticket for the events of a job",
            description =
                    "It opens one stream of this job, once and within seconds, as `ticket` in the"
                            + " query. For a browser's EventSource, which can send neither key nor"
                            + " token; where nobody is asked who they are, it is not needed.")
    @ApiResponse(responseCode = "201", description = "The ticket")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such job, or it was forgotten",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "429",
            description = "Too many tickets are not used yet",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "After how many seconds to try again",
                            schema = @Schema(type = "integer")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @MayBeWrong
    ResponseEntity<TicketView> issue(
            @Parameter(
                            description = "The id of the job",
                            schema = @Schema(type = "string", format = "uuid"))
                    @RequestParam("job")
                    String id,
            Caller caller) {
        var job = jobs.get(caller.viewer(), JobId.parse(id));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(TicketView.of(tickets.issue(caller, job.id())));
    }
}
