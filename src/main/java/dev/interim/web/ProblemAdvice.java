package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/// Answers every failed request with a problem.
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final RefusalMeters meters;

    ProblemAdvice(RefusalMeters meters) {
        this.meters = meters;
    }

    @ExceptionHandler
    ResponseEntity<Problem> failed(
            FailureException failure, HttpServletRequest request, HttpServletResponse response) {
        log(failure);
        meters.refused(failure.kind());
        var answer =
                ResponseEntity.status(Problems.status(failure.kind()))
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        // Who knows better when there will be room has said so.
        if (failure.kind() == FailureKind.OVER_CAPACITY
                && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(Problems.of(failure, request.getRequestURI()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> full(TooManySubscribersException refusal, HttpServletRequest request) {
        LOG.info("refused: {}", refusal.sentence());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(
                        Problems.of(
                                FailureKind.OVER_CAPACITY,
                                HttpStatus.SERVICE_UNAVAILABLE,
                                refusal.sentence(),
                                request.getRequestURI()));
    }

    /// What only the operator may know stands in the cause, beside foreign text.
    private static void log(FailureException failure) {
        switch (failure.kind()) {
            case INTERNAL -> LOG.error("refused: {}", failure.sentence(), failure);
            case INVALID_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT ->
                    LOG.debug("refused", failure);
            default ->
                    LOG.info(
                            "refused: {}: {}",
                            failure.sentence(),
                            Plain.text(String.valueOf(failure.getCause())));
        }
    }

    @ExceptionHandler
    ResponseEntity<Problem> slow(SlowBodyException refusal, HttpServletRequest request) {
        LOG.info("refused: {}", refusal.sentence());
        meters.refused(Problems.kind(HttpStatus.REQUEST_TIMEOUT));
        return ResponseEntity.status(HttpStatus.REQUEST_TIMEOUT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CONNECTION, "close")
                .body(
                        Problems.of(
                                HttpStatus.REQUEST_TIMEOUT,
                                refusal.sentence(),
                                request.getRequestURI()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(MultipartException fault, HttpServletRequest request) {
        LOG.debug("refused", fault);
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SlowBodyException refusal) {
                return slow(refusal, request);
            }
        }
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(
                        Problems.of(
                                HttpStatus.BAD_REQUEST,
                                "the form cannot be read: it is cut off, or its boundary is not that of"
                                        + " the Content-Type",
                                request.getRequestURI()));
    }

    /// Nothing is answered where the client has gone, or has read the beginning of another answer.
    @ExceptionHandler
    @Nullable ResponseEntity<Problem> broke(
            RuntimeException mistake, HttpServletRequest request, HttpServletResponse response) {
        if (DisconnectedClientHelper.isClientDisconnectedException(mistake)) {
            LOG.debug("the client has gone", mistake);
            return null;
        }
        LOG.error("a request failed by a mistake of ours", mistake);
        if (response.isCommitted()) {
            return null;
        }
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(
                        Problems.of(
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                "a mistake of ours; see the log",
                                request.getRequestURI()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var known =
                Objects.requireNonNullElse(
                        HttpStatus.resolve(status.value()), HttpStatus.BAD_REQUEST);
        String at = ((ServletWebRequest) request).getRequest().getRequestURI();
        var ours = new HttpHeaders(headers);
        ours.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var problem = Problems.of(known, sentence(exception, at, known), at);
        return super.handleExceptionInternal(exception, problem, ours, status, request);
    }

    private static String possible(HttpRequestMethodNotSupportedException e) {
        var methods = Objects.requireNonNullElse(e.getSupportedHttpMethods(), Set.<HttpMethod>of());
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }

    private static String sentence(Exception exception, String at, HttpStatus status) {
        return switch (exception) {
            case NoResourceFoundException _ -> "there is nothing at " + at;
            case HttpRequestMethodNotSupportedException e ->
                    "%s is not possible here; possible are %s"
                            .formatted(e.getMethod(), possible(e));
            case HttpMediaTypeNotAcceptableException e ->
                    "none of what Accept asks for can be had; there is "
                            + e.getSupportedMediaTypes().stream()
                                    .map(MediaType::toString)
                                    .collect(Collectors.joining(", "));
            case HttpMediaTypeNotSupportedException e ->
                    "such a body is not taken here; its Content-Type must be "
                            + e.getSupportedMediaTypes().stream()
                                    .map(MediaType::toString)
                                    .collect(Collectors.joining(" or "));
            case ErrorResponse e when e.getBody().getDetail() != null ->
                    String.valueOf(e.getBody().getDetail());
            default -> status.getReasonPhrase();
        };
    }
}
