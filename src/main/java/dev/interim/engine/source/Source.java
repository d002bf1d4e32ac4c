package dev.interim.engine.source;

import org.jspecify.annotations.Nullable;

/// Something that can be fetched.
public interface Source {
    /// The address as the caller knows it; never with credentials.
    String uri();

    /// Starts fetching.
    ///
    /// Returns at once; a source that has to wait (for a server, for an uploading client) waits on
    /// a thread of its own. Failures that are known at once are thrown, later ones by {@link
    /// Fetch#take}.
    ///
    /// @param ready called, from any thread, whenever {@link Fetch#take} may have something new to
    ///   say after it answered 0; cheap, never blocks
    /// @throws dev.interim.engine.failure.FailureException where the source may not be read or is
    ///   not there
    Fetch open(Runnable ready);

    /// Gives up a source that will not be opened, so that whoever waits to bring its bytes need
    /// not.
    default void abandon() {}

    /// How many bytes of memory it holds for bytes that come before it is opened. Any thread.
    default long memory() {
        return 0;
    }

    /// How many bytes of memory it may hold at most for bytes that come, once it is open.
    default long mostMemory() {
        return 0;
    }

    /// The one file that is meant where its bytes turn out to be an archive of several; `null` when
    /// the address names none.
    default @Nullable String member() {
        return null;
    }

    /// What its bytes cost beside themselves; only made-up ones cost anything.
    default Toll toll() {
        return Toll.NONE;
    }
}
