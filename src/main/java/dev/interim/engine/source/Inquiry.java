package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/// Asks for what comes next of a source, and takes no answer that may bring anything else.
final class Inquiry {
    private final Download download;
    private final @Nullable Long until;
    private boolean isPlain;
    private int setbacks;

    /// @param until the byte behind the last one that is wanted, `null` for the end
    Inquiry(Download download, @Nullable Long until) {
        this.download = download;
        this.until = until;
    }

    /// The first answer, of whatever version; a server that is confused by ranges, or refuses them,
    /// is asked plainly.
    Answer first(Exchange exchange) throws SetbackException {
        var start = new Spot(0, null);
        Answer answer = isPlain ? null : probe(exchange, start);
        if (answer == null || !isUsable(answer)) {
            isPlain = true;
            answer = ask(exchange, Question.PLAIN, start);
        } else if (answer.isNothingAfter(0)) {
            answer = answer.ofNothing(0);
        }
        download.found(answer);
        return answer;
    }

    private Answer probe(Exchange exchange, Spot start) throws SetbackException {
        try {
            return ask(exchange, Question.PROBE, start);
        } catch (SetbackException e) {
            setbacks++;
            // The first may pass; the second may be what the server says of ranges.
            isPlain = setbacks > 1;
            throw e;
        }
    }

    /// What follows of a version of which bytes were handed on; it may begin before the spot.
    ///
    /// @param known has a validator
    Answer next(Exchange exchange, Origin known, Spot spot) throws SetbackException {
        long position = spot.position();
        Answer answer =
                ask(
                        exchange,
                        isPlain
                                ? Question.PLAIN
                                : Question.part(position, until, known.validator()),
                        spot);
        if (known.bytes() == null && answer.isNothingAfter(position)) {
            answer = answer.ofNothing(position);
        }
        checkVersion(answer, known, spot);
        if (answer.status() == HttpStatus.SC_PARTIAL_CONTENT
                ? !isAsked(answer.range(), position)
                : until != null) {
            throw spot.failed("the server sent another part than it was asked for");
        }
        return answer;
    }

    private Answer ask(Exchange exchange, Question question, Spot spot) throws SetbackException {
        try {
            return exchange.get(download.address(), question);
        } catch (SetbackException e) {
            throw e.saying(spot.named(e.failure()));
        } catch (FailureException e) {
            throw spot.named(e);
        }
    }

    private static boolean isUsable(Answer answer) {
        ContentRange range = answer.range();
        return switch (answer.status()) {
            case HttpStatus.SC_OK, HttpStatus.SC_NON_AUTHORITATIVE_INFORMATION -> true;
            case HttpStatus.SC_PARTIAL_CONTENT ->
                    range != null
                            && range.from() == 0
                            && range.total() != null
                            && (range.isWhole() || answer.origin().validator() != null);
            // Nothing is what most servers say of the first byte of an empty file.
            default -> answer.isNothingAfter(0);
        };
    }

    private void checkVersion(Answer answer, Origin known, Spot spot) {
        if (answer.status() == HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE) {
            throw spot.changed("it is shorter than it was");
        }
        if (!known.isNamedLike(answer.origin())) {
            throw spot.changed("the server no longer says which version it sends");
        }
        Long length = answer.origin().bytes();
        boolean hasOtherLength =
                length != null && known.bytes() != null && !length.equals(known.bytes());
        if (!known.isVersionOf(answer.origin()) || hasOtherLength) {
            throw spot.changed("it is another version now");
        }
        // A part need not repeat how the whole is encoded.
        boolean isSilent =
                answer.encoding().isEmpty() && answer.status() == HttpStatus.SC_PARTIAL_CONTENT;
        if (!isSilent && !answer.encoding().equals(download.encoding())) {
            throw spot.changed("it is encoded in another way now");
        }
    }

    private boolean isAsked(@Nullable ContentRange range, long position) {
        return range != null
                && range.from() == position
                && (until == null || range.until() <= until);
    }
}
