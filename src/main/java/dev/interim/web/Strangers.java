package dev.interim.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Keeps pages of strangers out, which reach this machine through the browser of whoever looks at
/// them: by a name of theirs that means our address (DNS rebinding), or by a request that changes
/// something and wants no answer.
class Strangers extends OncePerRequestFilter {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final String SITE = "Sec-Fetch-Site";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final KnownHosts hosts;
    private final Set<String> origins;
    private final RefusalMeters meters;
    private final JsonMapper json;

    Strangers(KnownHosts hosts, Set<String> origins, RefusalMeters meters, JsonMapper json) {
        this.hosts = hosts;
        this.origins = origins;
        this.meters = meters;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String reason = reason(request);
        if (reason == null) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response, reason);
        }
    }

    private @Nullable String reason(HttpServletRequest request) {
        if (!hosts.contains(request.getServerName())) {
            return "the service is not known as '%s'; say so with interim.web.hosts if it is"
                    .formatted(request.getServerName());
        }
        return isFromElsewhere(request)
                ? "a page of another origin must not change anything here"
                : null;
    }

    /// Browsers say where a request comes from, and a page cannot make them lie; what says nothing
    /// is no browser.
    private boolean isFromElsewhere(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean isWelcome = origin != null && origins.contains(origin);
        if (HARMLESS.contains(request.getMethod()) || isWelcome) {
            return false;
        }
        String site = request.getHeader(SITE);
        if (site != null) {
            return !OWN.contains(site);
        }
        return origin != null && !isOwn(origin, request);
    }

    /// Whether an origin is the one under which this request came: scheme, host and port are equal.
    private static boolean isOwn(String origin, HttpServletRequest request) {
        try {
            var uri = URI.create(origin);
            return request.getScheme().equalsIgnoreCase(uri.getScheme())
                    && request.getServerName().equalsIgnoreCase(uri.getHost())
                    && request.getServerPort() == port(uri);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static int port(URI origin) {
        if (origin.getPort() >= 0) {
            return origin.getPort();
        }
        return "https".equalsIgnoreCase(origin.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String reason)
            throws IOException {
        var problem = Problems.of(HttpStatus.FORBIDDEN, reason, request.getRequestURI());
        meters.refused(Problems.kind(HttpStatus.FORBIDDEN));
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
