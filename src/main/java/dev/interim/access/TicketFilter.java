package dev.interim.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets those in who open an event stream with a ticket in its address.
final class TicketFilter extends OncePerRequestFilter {
    private static final Pattern EVENTS = Pattern.compile("/jobs/([0-9a-f-]{36})/events");
    private static final String PARAMETER = "ticket=";

    private final Tickets tickets;
    private final Door door;
    private final Refusals refusals;

    TicketFilter(Tickets tickets, Door door, Refusals refusals) {
        this.tickets = tickets;
        this.door = door;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var ticket = ticket(request);
        var events = EVENTS.matcher(request.getRequestURI());
        if (Door.isIn() || ticket.isEmpty() || !events.matches()) {
            chain.doFilter(request, response);
            return;
        }
        var caller = tickets.redeem(ticket.get(), events.group(1));
        if (caller.isEmpty()) {
            refusals.notGood(request, response);
            return;
        }
        door.letIn(caller.get(), request, response);
        chain.doFilter(request, response);
    }

    private static Optional<String> ticket(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null || !request.getMethod().equals("GET")) {
            return Optional.empty();
        }
        return Stream.of(query.split("&", -1))
                .filter(part -> part.startsWith(PARAMETER))
                .map(part -> part.substring(PARAMETER.length()))
                .findFirst();
    }
}
