package dev.interim.engine.source;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The identity of a source, as far as it is known.
///
/// @param bytes the length in bytes as fetched; `null` when unknown, never guessed
/// @param etag the version that the server named, or `null`
/// @param mediaType the type that the server named, or `null`
/// @param sent the address as it was sent to the server, which may be encoded where what was asked
///   for is not; never where a redirect leads, which may hold a secret; `null` where there is no
///   server
public record Origin(
        @Nullable Long bytes,
        @Nullable String etag,
        @Nullable String mediaType,
        @Nullable String sent) {
    /// Nothing is known (yet).
    public static final Origin UNKNOWN = new Origin(null, null, null);

    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

    /// Not of a web server.
    public Origin(@Nullable Long bytes, @Nullable String etag, @Nullable String mediaType) {
        this(bytes, etag, mediaType, null);
    }

    /// Only the length is known.
    public static Origin ofBytes(long bytes) {
        return new Origin(bytes, null, null);
    }

    /// The same, asked for at this address.
    Origin sentAs(String address) {
        return new Origin(bytes, etag, mediaType, address);
    }

    /// The version, where the server vouches for every byte of it; `null` where it is only roughly
    /// the same (`W/"…"`), or unknown.
    public @Nullable String strongEtag() {
        return etag != null && STRONG.matcher(etag).matches() ? etag : null;
    }
}
