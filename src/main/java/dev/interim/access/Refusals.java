package dev.interim.access;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Says no at the door, in the same words as behind it.
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String SCHEME = "Bearer realm=\"interim\"";

    private final HandlerExceptionResolver problems;

    /// @param problems makes an answer of a failure
    Refusals(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception) {
        if (exception instanceof AuthenticationServiceException) {
            String sentence = "whoever knows whether the token is good does not answer";
            refuse(
                    request,
                    response,
                    new FailureException(FailureKind.SOURCE_UNAVAILABLE, sentence, exception));
        } else if (exception instanceof OAuth2AuthenticationException) {
            notGood(request, response);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
            String sentence = "say who you are, with a key in X-API-Key or a token";
            refuse(request, response, new FailureException(FailureKind.UNAUTHORIZED, sentence));
        }
    }

    /// What was said to be known is wrong, or no longer right; it is not said which, and of what.
    void notGood(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME + ", error=\"invalid_token\"");
        String sentence = "the key, token or ticket is not good, or no longer";
        refuse(request, response, new FailureException(FailureKind.UNAUTHORIZED, sentence));
    }

    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException exception) {
        String sentence = "your role does not allow " + request.getMethod() + " here";
        refuse(request, response, new FailureException(FailureKind.FORBIDDEN, sentence));
    }

    /// Answers with the problem that a failure is.
    void refuse(
            HttpServletRequest request, HttpServletResponse response, FailureException failure) {
        problems.resolveException(request, response, null, failure);
    }
}
