package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;

/// The codings that a server names in `Content-Encoding`, a list (RFC 9110, 8.4).
///
/// Words that name no coding, such as `utf-8` and `aws-chunked`, are left out, as browsers and curl
/// do. So are bzip2 and xz, which are formats of files: their first bytes show them.
final class ContentEncoding {
    private static final Set<String> RECOGNISED = Set.of("gzip", "x-gzip", "zstd");

    /// The other codings that are registered: their bytes cannot be recognised, or not be read.
    private static final Set<String> UNREADABLE =
            Set.of(
                    "aes128gcm",
                    "br",
                    "compress",
                    "x-compress",
                    "dcb",
                    "dcz",
                    "deflate",
                    "exi",
                    "pack200-gzip");

    private ContentEncoding() {}

    /// The codings in the order in which they were applied, separated by commas; empty for none.
    static String of(Header... headers) {
        return Arrays.stream(headers)
                .map(header -> String.valueOf(header.getValue()))
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> RECOGNISED.contains(word) || UNREADABLE.contains(word))
                .collect(Collectors.joining(","));
    }

    /// Checks that every coding can be read.
    ///
    /// @throws FailureException `MALFORMED_DATA`, which names the first that cannot
    static void check(String codings) {
        for (String coding : codings.split(",", -1)) {
            if (UNREADABLE.contains(coding)) {
                throw new FailureException(MALFORMED_DATA, unreadable(coding));
            }
        }
    }

    static String unreadable(String coding) {
        return "the server sent the data encoded as " + coding + "; gzip and zstd are read";
    }
}
