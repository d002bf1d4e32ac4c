package dev.interim.web;

import dev.interim.job.Job;
import dev.interim.job.JobState;
import dev.interim.job.Owner;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// Answers the request that starts a job with its live table, until the job has ended.
///
/// A script hears how it ended: by the trailer `Job-State`, and where the client does not say that
/// it reads trailers, by an answer that is whole only if the job succeeded. `curl` then ends with 0
/// or not.
@Component
class TableWriter {
    /// The trailer that says how the job ended.
    static final String STATE = "Job-State";

    private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

    private final Subscribers subscribers;
    private final WebSettings settings;
    private final SimpleAsyncTaskExecutor writers = new SimpleAsyncTaskExecutor("interim-table-");

    TableWriter(Subscribers subscribers, WebSettings settings) {
        this.subscribers = subscribers;
        this.settings = settings;
        writers.setVirtualThreads(true);
    }

    /// Refuses those for whom there is no place, before there is a job.
    void requirePlace(Owner follower) {
        subscribers.requirePlace(follower);
    }

    /// Writes until the job has ended or the client has gone.
    ///
    /// @param follower who reads it, and counts as one who follows
    /// @param meanwhile what this thread does while another writes, such as reading the request
    void write(
            Owner follower,
            Job job,
            boolean isRedrawn,
            Runnable meanwhile,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var hangUp = HangUp.on(request);
        var told = LiveTable.of(job.events(), null, isRedrawn, settings.heartbeat());
        var table = subscribers.admit(follower, job.id(), EventsController.told(job, told), hangUp);
        SendBuffer.bound(request);
        begin(job, request, response);
        // INVARIANT: one thread writes the answer, and the request ends after it.
        var writing = CompletableFuture.supplyAsync(() -> isWritten(table, response), writers);
        boolean isHeard;
        try {
            meanwhile.run();
        } finally {
            isHeard = writing.join();
        }
        if (isHeard) {
            end(job, request, hangUp);
        }
    }

    /// Sends nothing yet: the first piece does.
    private static void begin(Job job, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpStatus.ACCEPTED.value());
        response.setHeader(HttpHeaders.LOCATION, "/jobs/" + job.id());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.setContentType(LiveTable.TYPE.toString());
        if (request.getProtocol().equals("HTTP/1.1")) {
            response.setHeader(HttpHeaders.TRAILER, STATE);
            response.setTrailerFields(() -> Map.of(STATE, job.status().state().label()));
        }
    }

    private static boolean isWritten(Flux<String> table, HttpServletResponse response) {
        try (Stream<String> pieces = table.toStream(1)) {
            var out = response.getOutputStream();
            for (Iterator<String> all = pieces.iterator(); all.hasNext(); ) {
                out.write(all.next().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            return true;
        } catch (IOException e) {
            LOG.debug("the client has gone", e);
            return false;
        }
    }

    private static void end(Job job, HttpServletRequest request, Runnable hangUp)
            throws IOException {
        if (job.status().state() == JobState.SUCCEEDED) {
            // A job may have enough before its upload has: a client that could not send the rest
            // would take that for a failure.
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        } else if (!readsTrailers(request)) {
            hangUp.run();
        }
    }

    private static boolean readsTrailers(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.TE);
        return accepted != null && accepted.contains("trailers");
    }
}
