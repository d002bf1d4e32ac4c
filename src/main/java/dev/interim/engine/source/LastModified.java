package dev.interim.engine.source;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/// Reads when a server last changed what it sends, where that names a version.
final class LastModified {
    /// A date has seconds: what is younger may change again within the same one, or seem older than
    /// it is by another clock.
    private static final Duration MIN_AGE = Duration.ofMinutes(1);

    private static final int MAX_LENGTH = 40;

    private LastModified() {}

    /// `Last-Modified` as it stands there, where it is a strong validator: at least a minute before
    /// `Date` (RFC 9110, section 8.8.2.2).
    ///
    /// @return `null` otherwise
    static @Nullable String ifStrong(HttpResponse response) {
        Header[] headers = response.getHeaders(HttpHeaders.LAST_MODIFIED);
        String value = headers.length == 1 ? headers[0].getValue() : null;
        if (value == null || value.length() > MAX_LENGTH) {
            return null;
        }
        Instant modified = DateUtils.parseStandardDate(value);
        Instant now = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        boolean isStrong = modified != null && now != null && !now.isBefore(modified.plus(MIN_AGE));
        return isStrong ? value.strip() : null;
    }
}
