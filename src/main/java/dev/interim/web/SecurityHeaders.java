package dev.interim.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Tells browsers what a page of ours may do: no code and no style but our own files, no other
/// host, no text turned into markup. Comes before those who refuse, whose answers are read by
/// browsers too.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecurityHeaders extends OncePerRequestFilter {
    /// `interim-worker` is the one place that names a script; it makes no markup.
    static final String PAGE =
            "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self';"
                    + " img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types interim-worker";

    /// Swagger UI writes styles into its markup, and has pictures in its style sheet.
    static final String SWAGGER =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isSwagger = request.getRequestURI().startsWith("/swagger-ui");
        response.setHeader("Content-Security-Policy", isSwagger ? SWAGGER : PAGE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        chain.doFilter(request, response);
    }
}
