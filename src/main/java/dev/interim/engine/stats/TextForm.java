package dev.interim.engine.stats;

import java.util.Locale;

/// What a text may look like; one text may be several of them.
enum TextForm {
    /// Only ASCII characters.
    ASCII(0),
    /// Letters, none of them lower case.
    UPPER(1),
    /// Letters, none of them upper case.
    LOWER(2),
    /// Letters of both cases.
    MIXED(3),
    /// A blank at its start or end.
    PADDED(4),
    /// Bytes that are not UTF-8.
    INVALID(5),
    /// An e-mail address.
    EMAIL(6),
    /// An address of http, https or ftp.
    URL(7),
    /// A UUID.
    UUID(8),
    /// An IPv4 address.
    IPV4(9),
    /// An IPv6 address.
    IPV6(10),
    /// A JSON object or array.
    JSON(11);

    private final int code;

    TextForm(int code) {
        this.code = code;
    }

    /// The form as a number from 0, as it is counted.
    int code() {
        return code;
    }

    /// The form as it stands in results: `email`.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
