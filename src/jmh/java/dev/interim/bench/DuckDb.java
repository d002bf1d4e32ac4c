package dev.interim.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The peer: DuckDB over the same file on two threads, as its users would ask it.
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
        }
    }

    /// Runs one query over the file to its end; answers how many rows came of it.
    ///
    /// @param kind `summarize`, `basic` or `groups`
    int run(Path file, String kind) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query(file, kind))) {
            int rows = 0;
            while (result.next()) {
                rows++;
            }
            if (rows == 0) {
                throw new SQLException("no result of " + kind);
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String query(Path file, String kind) {
        String from = " FROM " + table(file.toString());
        return switch (kind) {
            case "summarize" -> "SUMMARIZE SELECT *" + from;
            case "basic" -> "SELECT " + basic() + from;
            case "groups" ->
                    "SELECT station, min(temp), avg(temp), max(temp)" + from + " GROUP BY 1";
            default -> throw new IllegalArgumentException("unknown query " + kind);
        };
    }

    private static String table(String file) {
        return file.endsWith(".ndjson")
                ? "read_json('" + file + "', format = 'newline_delimited')"
                : "read_csv('" + file + "')";
    }

    /// Count, extremes, mean and deviation of every column that has them.
    private static String basic() {
        var list = new StringBuilder("count(*)");
        for (String name : WideRow.NAMES) {
            list.append(", count(%1$s), min(%1$s), max(%1$s)".formatted(name));
            if (!name.matches("started_at|ended_at|stored|zone_.*|payment|driver|comment|vendor")) {
                list.append(", avg(%1$s), stddev_samp(%1$s)".formatted(name));
            }
        }
        return list.toString();
    }
}
