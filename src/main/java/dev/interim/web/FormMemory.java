package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.memory.MemoryAccount;
import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.memory.MemoryUse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Charges the memory of a form with files before any of it is read.
@Component
final class FormMemory extends OncePerRequestFilter {
    /// The form, a copy of each file in it, and the profiles that they become.
    private static final long TIMES = 3;

    private static final String FORM = "multipart/";

    private final MemoryBudget budget;
    private final HandlerExceptionResolver problems;

    FormMemory(
            MemoryBudget budget,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.budget = budget;
        this.problems = problems;
    }

    /// By the type, since a path can be written in many ways.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || !type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MemoryAccount charged;
        try {
            charged = charged(request);
        } catch (FailureException e) {
            problems.resolveException(request, response, null, e);
            return;
        }
        try (charged) {
            chain.doFilter(request, response);
        }
    }

    /// A form that does not say how long it is may be as long as any for which there is memory.
    private MemoryAccount charged(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        String owner = Objects.requireNonNullElse(request.getRemoteUser(), "anybody");
        return length < 0
                ? budget.chargeMost(owner, MemoryUse.FORMS)
                : budget.charge(owner, MemoryUse.FORMS, length * TIMES);
    }
}
