package dev.interim.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Keeps pages of strangers out, which reach this machine through the browser of whoever looks at
/// them: by a name of theirs that means our address (DNS rebinding), or by a request that changes
/// something and wants no answer.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Strangers extends OncePerRequestFilter {
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]|::1|\\[?(0+:){7}0*1]?");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final String SITE = "Sec-Fetch-Site";

    private final Set<String> hosts;
    private final Set<String> origins;
    private final boolean isAnyHostGood;
    private final RefusalMeters meters;
    private final JsonMapper json;

    Strangers(
            WebSettings settings, Environment environment, RefusalMeters meters, JsonMapper json) {
        hosts = settings.hosts().stream().map(Strangers::plain).collect(Collectors.toSet());
        origins = settings.origins();
        isAnyHostGood = hosts.isEmpty() && !isLocal(environment);
        this.meters = meters;
        this.json = json;
    }

    private static boolean isLocal(Environment environment) {
        return Binder.get(environment)
                .bind("server.address", InetAddress.class)
                .map(InetAddress::isLoopbackAddress)
                .orElse(false);
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
        if (!isGoodHost(plain(request.getServerName()))) {
            return "the service is not known as '%s'; say so with interim.web.hosts if it is"
                    .formatted(request.getServerName());
        }
        return isFromElsewhere(request)
                ? "a page of another origin must not change anything here"
                : null;
    }

    private boolean isGoodHost(String host) {
        return isAnyHostGood || hosts.contains(host) || LOOPBACK.matcher(host).matches();
    }

    /// A name as it is compared: a dot at its end means the same.
    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
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
        return origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException _) {
            return false;
        }
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
