package dev.interim.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Refuses the methods that the container would answer by itself: `TRACE` sends back what the
/// request held, `CONNECT` means a proxy.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class UnknownMethods extends OncePerRequestFilter {
    private static final List<String> REFUSED = List.of("TRACE", "TRACK", "CONNECT");
    private static final String POSSIBLE = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final JsonMapper json;

    UnknownMethods(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (REFUSED.contains(request.getMethod())) {
            refuse(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var status = HttpStatus.METHOD_NOT_ALLOWED;
        String sentence = request.getMethod() + " is not possible here";
        byte[] body =
                json.writeValueAsBytes(Problems.of(status, sentence, request.getRequestURI()));
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.ALLOW, POSSIBLE);
        // Behind CONNECT a client would send what is no request.
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
