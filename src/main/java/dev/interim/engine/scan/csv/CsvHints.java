package dev.interim.engine.scan.csv;

import org.jspecify.annotations.Nullable;

/// What the caller says about separated values; what is `null` is found out.
///
/// @param separator what stands between fields, each byte a character
/// @param quote the quote character, 0 for none
/// @param escape what stands before a quote that is part of its field
/// @param comment lines that start with it are no records
/// @param header whether the first record names the columns
/// @param skipRows how many lines stand above the first record
public record CsvHints(
        @Nullable String separator,
        @Nullable Byte quote,
        @Nullable Byte escape,
        @Nullable Byte comment,
        @Nullable Boolean header,
        @Nullable Integer skipRows) {
    /// Nothing is said.
    public static final CsvHints NONE = new CsvHints(null, null, null, null, null, null);

    /// The dialects that are left.
    ///
    /// @param found the separator that the dataset itself names, `null` when it does not
    DialectCandidates candidates(@Nullable String found) {
        return new DialectCandidates(
                separator == null ? found : separator,
                quote,
                escape,
                comment == null ? (byte) 0 : comment);
    }

    /// Whether the table starts with the first record, since the caller has said all that could
    /// tell otherwise.
    boolean isFirst() {
        return skipRows != null || (separator != null && header != null);
    }
}
