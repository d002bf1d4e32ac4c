package dev.interim.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/// Lets a caller in, for one request and its asynchronous rest.
final class Door {
    private final RequestAttributeSecurityContextRepository contexts =
            new RequestAttributeSecurityContextRepository();

    /// What remembers callers along a request.
    RequestAttributeSecurityContextRepository contexts() {
        return contexts;
    }

    void letIn(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /// Whether somebody is in already.
    static boolean isIn() {
        return SecurityContextHolder.getContext().getAuthentication() != null;
    }
}
