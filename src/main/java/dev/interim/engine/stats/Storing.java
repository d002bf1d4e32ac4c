package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteWriter;

/// Writes a profile as bytes in steps. Until the last step nothing may be added to the profile. One
/// owner.
public final class Storing {
    private final Profile profile;
    private final ByteWriter out = new ByteWriter();
    private int written;

    Storing(Profile profile, Snapshot.Scope scope) {
        this.profile = profile;
        StoredProfile.writeHead(out, scope);
        profile.writeHead(out);
    }

    /// Writes a few columns; answers whether another step is left.
    public boolean next() {
        int end = Math.min(written + Steps.COLUMNS, profile.width());
        for (; written < end; written++) {
            profile.writeColumn(out, written);
        }
        return written < profile.width();
    }

    /// What was written, once no step is left.
    public byte[] bytes() {
        profile.writeAcross(out);
        return StoredProfile.withChecksum(out);
    }
}
