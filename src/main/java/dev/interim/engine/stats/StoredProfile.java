package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// A profile to be stored, sent and merged elsewhere.
///
/// As bytes it is `IPRF`, the version of the form in two bytes, the state, and CRC-32C of all that
/// in four bytes, most significant byte first. The present form and the one before it are read.
/// Bytes of strangers are read with distrust: whatever they are, they give a profile or a failure.
///
/// @param profile handed over
/// @param scope which rows it has seen
public record StoredProfile(Profile profile, Snapshot.Scope scope) {
    private static final byte[] MAGIC = {'I', 'P', 'R', 'F'};
    private static final int VERSION = 3;
    private static final int OLDEST = 2;

    /// The first form that says of kept values which kind they are.
    static final int FORM_WITH_KINDS = 3;

    private static final int CHECKSUM = Integer.BYTES;

    /// The profile as bytes; the same profile gives the same bytes.
    public byte[] bytes() {
        var out = new ByteWriter();
        for (byte letter : MAGIC) {
            out.octet(letter);
        }
        out.octet(VERSION >> Byte.SIZE);
        out.octet(VERSION);
        out.octet(scope.code());
        profile.write(out);
        byte[] body = out.written();
        out.integer(checksum(body, body.length));
        return out.written();
    }

    /// The profile that these bytes are.
    ///
    /// @throws FailureException `MALFORMED_DATA` when they are none
    public static StoredProfile of(byte[] bytes) {
        boolean isForm =
                bytes.length > MAGIC.length
                        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!isForm) {
            throw new FailureException(FailureKind.MALFORMED_DATA, "this is not a profile");
        }
        var in = new ByteReader(bytes);
        for (int i = 0; i < MAGIC.length; i++) {
            in.octet(0xFF);
        }
        int version = in.octet(0xFF) << Byte.SIZE | in.octet(0xFF);
        if (version < OLDEST || version > VERSION) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "the profile has form %d, this service reads forms %d to %d"
                            .formatted(version, OLDEST, VERSION));
        }
        requireChecksum(bytes);
        in.readForm(version);
        var scope = Snapshot.Scope.of(in.octet(Snapshot.Scope.values().length - 1));
        var profile = Profile.read(in);
        in.check(in.remaining() == CHECKSUM);
        return new StoredProfile(profile, scope);
    }

    private static void requireChecksum(byte[] bytes) {
        int length = bytes.length - CHECKSUM;
        int found = 0;
        for (int i = Math.max(0, length); i < bytes.length; i++) {
            found = found << Byte.SIZE | (bytes[i] & 0xFF);
        }
        if (checksum(bytes, Math.max(0, length)) != found) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA,
                    "the profile is damaged: its checksum does not fit");
        }
    }

    private static int checksum(byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    /// All rows that any of them has seen, as one; they are used up.
    ///
    /// @param parts at least one
    /// @throws FailureException `INVALID_REQUEST` when they are about different columns or measures
    public static StoredProfile merged(List<StoredProfile> parts) {
        var whole = parts.getFirst().profile();
        for (int i = 1; i < parts.size(); i++) {
            var part = parts.get(i).profile();
            if (!whole.fits(part)) {
                throw new FailureException(
                        FailureKind.INVALID_REQUEST,
                        "profile %d has other columns or statistics than the first one: %s instead of %s"
                                .formatted(i + 1, part, whole));
            }
            whole.merge(part);
            var failure = whole.failure();
            if (failure != null) {
                throw failure;
            }
        }
        boolean areWhole = parts.stream().allMatch(part -> part.scope() == Snapshot.Scope.WHOLE);
        var scope = parts.size() == 1 ? parts.getFirst().scope() : Snapshot.Scope.SAMPLE;
        return new StoredProfile(whole, areWhole ? Snapshot.Scope.WHOLE : scope);
    }
}
