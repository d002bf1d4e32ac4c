package dev.interim.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets those in who have a key, in `X-API-Key` or as a bearer's token.
final class KeyFilter extends OncePerRequestFilter {
    static final String HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";

    private final KeyRing keys;
    private final Door door;
    private final Refusals refusals;

    KeyFilter(KeyRing keys, Door door, Refusals refusals) {
        this.keys = keys;
        this.door = door;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = key(request);
        if (key == null) {
            chain.doFilter(request, response);
            return;
        }
        var caller = keys.caller(key);
        if (caller.isEmpty() || saysTwice(request)) {
            refusals.notGood(request, response);
            return;
        }
        door.letIn(caller.get(), request, response);
        chain.doFilter(request, response);
    }

    private static @Nullable String key(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        return key == null ? bearersKey(request) : key;
    }

    /// A key among those who bear a token; other tokens are not for here.
    static @Nullable String bearersKey(HttpServletRequest request) {
        String given = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (given == null || !given.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = given.substring(BEARER.length()).strip();
        return token.startsWith(NewKey.PREFIX) ? token : null;
    }

    /// Two ways of saying who one is may be two callers.
    private static boolean saysTwice(HttpServletRequest request) {
        return request.getHeader(HEADER) != null
                && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }
}
