package dev.interim.engine.source;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;

/// How long a server wants to be left alone.
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /// What `Retry-After` says, in seconds or as a date; zero where it says nothing that can be
    /// understood.
    ///
    /// A date is compared with the `Date` of the same answer: whether the server's clock is right
    /// does not matter then.
    static Duration of(HttpResponse response) {
        var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        String value = header == null || header.getValue() == null ? "" : header.getValue().strip();
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(
                    value.length() > MOST_DIGITS ? Integer.MAX_VALUE : Long.parseLong(value));
        }
        Instant until = value.isEmpty() ? null : DateUtils.parseStandardDate(value);
        Instant now = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        if (until == null || now == null || until.isBefore(now)) {
            return Duration.ZERO;
        }
        return Duration.between(now, until);
    }
}
