package dev.interim.run;

import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.StoredProfile;
import dev.interim.engine.stats.Storing;
import dev.interim.schedule.Ticker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The last snapshot and the mergeable state of the end, made step by step. One owner.
final class Conclusion {
    private final boolean isWhole;
    private final Taking last;
    private final Storing storing;
    private boolean isTaken;
    private byte @Nullable [] kept;

    /// @param isWhole whether it speaks of all data
    /// @param over is run when the last snapshot is taken
    Conclusion(Profile profile, boolean isWhole, Runnable over) {
        this.isWhole = isWhole;
        var scope = isWhole ? Snapshot.Scope.WHOLE : Snapshot.Scope.PREFIX;
        last = new Taking(profile.reading(scope, true), over);
        storing = new StoredProfile(profile, scope).storing();
    }

    boolean isWhole() {
        return isWhole;
    }

    /// Does a step; answers whether another is left.
    boolean next(Ticker ticker) {
        if (!isTaken) {
            isTaken = !last.next(ticker);
            return true;
        }
        if (kept == null && !storing.next()) {
            kept = storing.bytes();
        }
        return kept == null;
    }

    /// Tells the snapshot; answers the bytes. Does first what is left.
    byte[] tell(RunListener listener, Ticker ticker) {
        boolean isLeft = kept == null;
        while (isLeft) {
            isLeft = next(ticker);
        }
        last.tell(listener);
        return Objects.requireNonNull(kept);
    }

    /// Something else is to be said.
    void abandon() {
        last.abandon();
    }
}
