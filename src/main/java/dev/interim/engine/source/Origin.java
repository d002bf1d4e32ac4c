package dev.interim.engine.source;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The identity of a source, as far as it is known.
///
/// @param bytes the length in bytes as fetched; `null` when unknown, never guessed
/// @param etag the version that the server named, or `null`
/// @param mediaType the type that the server named, or `null`
/// @param modified the `Last-Modified` of the server, as it stands there, where it is strong;
///   `null` otherwise
/// @param sent the address as it was sent to the server, which may be encoded where what was asked
///   for is not; never where a redirect leads, which may hold a secret; `null` where there is no
///   server
public record Origin(
        @Nullable Long bytes,
        @Nullable String etag,
        @Nullable String mediaType,
        @Nullable String modified,
        @Nullable String sent) {
    /// Nothing is known (yet).
    public static final Origin UNKNOWN = new Origin(null, null, null, null, null);

    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

    /// Not of a web server, or without a date.
    public Origin(@Nullable Long bytes, @Nullable String etag, @Nullable String mediaType) {
        this(bytes, etag, mediaType, null, null);
    }

    /// Only the length is known.
    public static Origin ofBytes(long bytes) {
        return new Origin(bytes, null, null);
    }

    /// The same, asked for at this address.
    Origin sentAs(String address) {
        return new Origin(bytes, etag, mediaType, modified, address);
    }

    /// The same of this length.
    Origin ofLength(@Nullable Long length) {
        return new Origin(length, etag, mediaType, modified, sent);
    }

    /// What `If-Range` takes: the strong ETag or, without one, the date; `null` where a server
    /// names neither.
    @Nullable String validator() {
        String strong = strongEtag();
        return strong == null ? modified : strong;
    }

    /// Whether another answer names its version in the way this one does.
    boolean isNamedLike(Origin other) {
        return strongEtag() == null ? other.modified != null : other.strongEtag() != null;
    }

    /// Whether another answer is of this version. Mirrors that agree on the date differ in their
    /// ETags, which then tell them apart, weak or not.
    boolean isVersionOf(Origin other) {
        String strong = strongEtag();
        if (strong != null) {
            return strong.equals(other.strongEtag());
        }
        return modified != null
                && modified.equals(other.modified)
                && Objects.equals(etag, other.etag);
    }

    /// The version, where the server vouches for every byte of it; `null` where it is only roughly
    /// the same (`W/"…"`), or unknown.
    public @Nullable String strongEtag() {
        return etag != null && STRONG.matcher(etag).matches() ? etag : null;
    }
}
