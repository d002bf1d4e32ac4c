package dev.interim.engine.scan;

import java.util.List;

/// How a dataset is to be read.
///
/// @param format what the dataset is taken for
/// @param csv what the caller says about separated values
/// @param json what the caller says about JSON
/// @param columns the names of the columns to look at, in any order; empty for all. In JSON the
///   name of an object or an array stands for all that is in it
/// @param limits where to stop
public record ScanOptions(
        DataFormat format,
        CsvOptions csv,
        JsonOptions json,
        List<String> columns,
        ScanLimits limits) {
    /// Everything is detected, all columns, usual limits.
    public static final ScanOptions AUTO =
            new ScanOptions(CsvOptions.AUTO, List.of(), ScanLimits.USUAL);

    /// Copies the list.
    public ScanOptions {
        columns = List.copyOf(columns);
    }

    /// Nothing is said about JSON.
    public ScanOptions(DataFormat format, CsvOptions csv, List<String> columns, ScanLimits limits) {
        this(format, csv, JsonOptions.AUTO, columns, limits);
    }

    /// What the dataset is says itself.
    public ScanOptions(CsvOptions csv, List<String> columns, ScanLimits limits) {
        this(DataFormat.AUTO, csv, columns, limits);
    }

    /// The same with at most so many columns that are looked at.
    public ScanOptions wantedUpTo(int most) {
        return new ScanOptions(format, csv, json, columns, limits.wantedUpTo(most));
    }
}
