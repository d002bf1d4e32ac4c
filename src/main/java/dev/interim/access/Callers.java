package dev.interim.access;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import jakarta.servlet.http.HttpServletRequest;

/// Knows who sends a request.
public final class Callers {
    private final boolean isAnybodyGood;

    /// @param isAnybodyGood whether nobody is asked who they are
    Callers(boolean isAnybodyGood) {
        this.isAnybodyGood = isAnybodyGood;
    }

    /// Whether nobody is asked who they are.
    public boolean isAnybodyGood() {
        return isAnybodyGood;
    }

    /// Who sends this request.
    ///
    /// @throws FailureException `UNAUTHORIZED` where that is asked and not known
    public Caller of(HttpServletRequest request) {
        if (isAnybodyGood) {
            return Caller.ANYBODY;
        }
        // INVARIANT: whoever forgets to ask at the door is refused here, not let in.
        if (request.getUserPrincipal() instanceof CallerAuthentication known) {
            return known.getPrincipal();
        }
        throw new FailureException(FailureKind.UNAUTHORIZED, "it is not known who asks");
    }
}
