package dev.interim.access;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.Owner;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Says what a caller has left, and refuses to start something where that is nothing, and requests
/// beyond those that may be served at the same time.
///
/// The fields are those of draft-ietf-httpapi-ratelimit-headers-11.
final class QuotaFilter extends OncePerRequestFilter {
    static final String LEFT = "RateLimit";
    static final String POLICY = "RateLimit-Policy";

    /// By the method, since a path can be written in many ways; what costs nothing is left out.
    private static final Set<String> COSTLY = Set.of("POST", "PUT");

    private static final Set<String> FREE = Set.of("/tickets");

    private final Quotas quotas;
    private final QuotaSettings limits;
    private final Refusals refusals;
    private final OwnerPlaces places;

    QuotaFilter(Quotas quotas, QuotaSettings limits, Refusals refusals) {
        this.quotas = quotas;
        this.limits = limits;
        this.refusals = refusals;
        places = new OwnerPlaces(limits.requests());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getUserPrincipal() instanceof CallerAuthentication known) {
            admit(known.getPrincipal().owner(), request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /// Serves one of so many requests of an owner at the same time; what goes on without a thread,
    /// as a stream of events does, is not one.
    private void admit(
            Owner owner,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (!places.enter(owner)) {
            String sentence =
                    "%d requests of yours are being served, as many as may be (interim.access.quota.requests); try again when one has been answered"
                            .formatted(limits.requests());
            refusals.refuse(
                    request, response, new FailureException(FailureKind.OVER_CAPACITY, sentence));
            return;
        }
        try {
            charge(owner, request, response, chain);
        } finally {
            places.leave(owner);
        }
    }

    private void charge(
            Owner owner,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        boolean isCostly =
                COSTLY.contains(request.getMethod()) && !FREE.contains(request.getRequestURI());
        long seconds = isCostly ? ceiling(quotas.start(owner, limits)) : 0;
        response.setHeader(POLICY, Quotas.policy(limits));
        response.setHeader(LEFT, quotas.left(owner, limits));
        if (seconds == 0) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        refusals.refuse(
                request,
                response,
                new FailureException(
                        FailureKind.OVER_CAPACITY,
                        "your quota is used up; it is whole again in %d s".formatted(seconds)));
    }

    private static long ceiling(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }
}
