package dev.interim.engine.scan.csv;

import dev.interim.engine.batch.Notice;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds out how a dataset is separated, where its table starts and what its columns are called,
/// from its first bytes and nothing else.
///
/// Every dialect the sample may be written in is tried; the one whose best [TableGuess] has the
/// highest score is taken, among equals the first.
public final class CsvSniffer {
    private static final int MAX_HEADER_ROWS = 4;
    private static final int LONGEST_SHOWN = 100;
    private static final String ROW_NAMES = "row_names";

    /// What was found.
    ///
    /// @param dialect how fields and records are told apart
    /// @param names one for each field of a record, unique
    /// @param headStart where the header starts, or the first record when there is none
    /// @param bodyStart where the first record behind the header starts
    /// @param hasHeader whether the first record names the columns
    /// @param sureness from 0, another dialect is as good, to 1, none is any good
    /// @param notices what its owner may want to know
    public record Sniffed(
            CsvDialect dialect,
            List<String> names,
            int headStart,
            int bodyStart,
            boolean hasHeader,
            double sureness,
            List<Notice> notices) {}

    private final CsvHints hints;
    private final byte[] head;
    private final int from;
    private final int to;
    private final boolean isWhole;
    private final int mostColumns;
    private final List<Notice> notices = new ArrayList<>();

    /// @param head the first bytes of the dataset, decoded
    /// @param from where the first line starts, behind a byte order mark and blank lines
    /// @param to the end of the last whole line, or of all data
    /// @param isWhole whether no more data follows
    /// @param mostColumns how many columns there may be
    public CsvSniffer(
            CsvHints hints, byte[] head, int from, int to, boolean isWhole, int mostColumns) {
        this.hints = hints;
        this.head = head;
        this.from = from;
        this.to = to;
        this.isWhole = isWhole;
        this.mostColumns = mostColumns;
    }

    /// Looks at the head; `[from, to)` holds at least one record that is not blank.
    ///
    /// @throws FailureException when there are too many columns
    public Sniffed sniff() {
        int start = behindSkippedRows();
        String named = hints.skipRows() == null ? namedSeparator(start) : null;
        start = named == null ? start : behindLine(start);
        int first = hints.isFirst() ? start : behindComments(start);
        var guesses = guesses(hints.candidates(named), first);
        if (guesses.isEmpty()) {
            throw new FailureException(
                    FailureKind.MALFORMED_DATA, "the dataset has no record behind the first lines");
        }
        var best = guesses.getFirst();
        requireFewColumns(best);
        return found(best, start, first, sureness(guesses));
    }

    private int behindSkippedRows() {
        int at = from;
        for (int i = 0; hints.skipRows() != null && i < hints.skipRows() && at < to; i++) {
            at = behindLine(at);
        }
        return at;
    }

    private int behindLine(int start) {
        int at = start;
        while (at < to && head[at] != '\n' && head[at] != '\r') {
            at++;
        }
        boolean isPair = at + 1 < to && head[at] == '\r' && head[at + 1] == '\n';
        return Math.min(to, at + (isPair ? 2 : 1));
    }

    /// What a first line `sep=;` says, `null` without one.
    private @Nullable String namedSeparator(int start) {
        String line = line(start).replace("\"", "");
        return line.length() == 5 && line.toLowerCase(Locale.ROOT).startsWith("sep=")
                ? line.substring(4)
                : null;
    }

    private String line(int start) {
        int end = behindLine(start);
        return new String(head, start, end - start, StandardCharsets.UTF_8).stripTrailing();
    }

    private int behindComments(int start) {
        int at = start;
        while (at < to && (head[at] == '#' || isBlank(at))) {
            at = behindLine(at);
        }
        return at == to ? start : at;
    }

    private boolean isBlank(int start) {
        return head[start] == '\n' || head[start] == '\r';
    }

    /// One of each dialect, the best first.
    private List<TableGuess> guesses(DialectCandidates candidates, int first) {
        var guesses = new ArrayList<TableGuess>();
        for (CsvDialect dialect : candidates.in(head, first, to)) {
            var sample = new Sample(dialect, head, first, to, isWhole, mostColumns);
            var guess = TableGuess.of(dialect, sample, hints.header(), hints.isFirst());
            if (guess != null) {
                guesses.add(guess);
            }
        }
        guesses.sort(Comparator.comparingDouble(TableGuess::score).reversed());
        return guesses;
    }

    private static double sureness(List<TableGuess> guesses) {
        if (guesses.size() == 1) {
            return 1;
        }
        double best = guesses.getFirst().score();
        return best == 0 ? 0 : 1 - guesses.get(1).score() / best;
    }

    private void requireFewColumns(TableGuess best) {
        if (best.width() > mostColumns) {
            int start = best.sample().rows().get(best.header()).start();
            int columns = new CsvRecords(best.dialect(), head, start, to).count();
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "the dataset has %d columns, the limit is %d".formatted(columns, mostColumns));
        }
    }

    private Sniffed found(TableGuess guess, int start, int first, double sureness) {
        var best = hints.header() == null ? withoutNotes(guess) : guess;
        var rows = best.sample().rows();
        var row = rows.get(best.header());
        var comment = best.header() == 0 ? headerInComment(best, start, first) : null;
        if (comment != null) {
            tellSkipped(start, comment.start());
            return new Sniffed(
                    best.dialect(),
                    HeaderNames.of(withoutMark(best.sample().texts(comment))),
                    comment.start(),
                    row.start(),
                    true,
                    sureness,
                    notices);
        }
        tellSkipped(hints.skipRows() == null ? from : start, row.start());
        if (!best.isHeader()) {
            tellNoHeader();
            return new Sniffed(
                    best.dialect(),
                    HeaderNames.numbered(best.width()),
                    row.start(),
                    row.start(),
                    false,
                    sureness,
                    notices);
        }
        int last = hints.header() == null ? lastHeaderRow(best) : best.header();
        return new Sniffed(
                best.dialect(),
                names(best, last),
                row.start(),
                Math.min(rows.get(last).end(), to),
                true,
                sureness,
                notices);
    }

    /// The table without what stands above its header with as many fields: records above a row that
    /// has a name of its own for every column, when they are no names.
    private TableGuess withoutNotes(TableGuess guess) {
        var rows = guess.sample().rows();
        if (!guess.isHeader() || guess.hasRowNames() || isClean(guess, rows.get(guess.header()))) {
            return guess;
        }
        for (int i = lastHeaderRow(guess); i > guess.header(); i--) {
            if (isClean(guess, rows.get(i))) {
                return guess.startingAt(i);
            }
        }
        return guess;
    }

    private static boolean isClean(TableGuess guess, Sample.Row row) {
        var texts = guess.sample().texts(row);
        return row.width() == guess.width()
                && row.filled() == row.width()
                && new HashSet<>(texts).size() == texts.size()
                && texts.stream().noneMatch(text -> text.contains(": ") || text.startsWith(" "));
    }

    /// A header in the last of the comment lines: it has as many fields as the records, and the
    /// first of them is no header.
    private Sample.@Nullable Row headerInComment(TableGuess best, int start, int first) {
        int line = start;
        int last = -1;
        while (line < first) {
            last = head[line] == '#' ? line : last;
            line = behindLine(line);
        }
        if (last < 0 || best.width() < 2) {
            return null;
        }
        var rows = new Sample(best.dialect(), head, last, first, true, mostColumns).rows();
        var all = best.sample().rows();
        var types = new ColumnTypes(all.subList(1, all.size()), best.width());
        boolean isHeader =
                rows.size() == 1
                        && rows.getFirst().width() == best.width()
                        && !types.compare(all.getFirst()).isHeader();
        return isHeader ? rows.getFirst() : null;
    }

    private static List<String> withoutMark(List<String> names) {
        var plain = new ArrayList<>(names);
        plain.set(0, names.getFirst().replaceFirst("^#+", ""));
        return plain;
    }

    private List<String> names(TableGuess best, int last) {
        var rows = new ArrayList<List<String>>();
        for (var row : best.sample().rows().subList(best.header(), last + 1)) {
            rows.add(best.sample().texts(row));
        }
        tellHeaderRows(rows);
        var names = new ArrayList<>(HeaderNames.joined(rows, best.width()));
        if (best.hasRowNames()) {
            names.add(0, ROW_NAMES);
            notices.add(
                    new Notice(
                            "row-names",
                            "the header is one field shorter than the records: their first field is"
                                    + " called "
                                    + ROW_NAMES));
        }
        while (names.size() > best.width()) {
            names.removeLast();
        }
        return HeaderNames.of(names);
    }

    /// The last of the rows that stand above numbers and dates and have text there.
    private int lastHeaderRow(TableGuess best) {
        var rows = best.sample().rows();
        int last = best.header();
        int most = Math.min(rows.size() - 2, best.header() + MAX_HEADER_ROWS);
        while (last < most && isAboveAll(rows, last + 1, best.width())) {
            last++;
        }
        return last;
    }

    private static boolean isAboveAll(List<Sample.Row> rows, int place, int width) {
        var row = rows.get(place);
        var types = new ColumnTypes(rows.subList(place + 1, rows.size()), width);
        int typed = 0;
        int text = 0;
        int filled = 0;
        for (int i = 0; i < Math.min(width, row.width()); i++) {
            boolean isTyped = types.type(i) != null;
            boolean isText = row.kinds()[i] == CellKind.TEXT;
            if (isTyped && !isText && row.kinds()[i] != CellKind.EMPTY) {
                return false;
            }
            typed += isTyped ? 1 : 0;
            text += isTyped && isText ? 1 : 0;
            filled += !isTyped && row.kinds()[i] != CellKind.EMPTY ? 1 : 0;
        }
        return row.width() == width && 2 * text > typed && (text >= 2 || (filled == 0 && text > 0));
    }

    private void tellHeaderRows(List<List<String>> rows) {
        if (rows.size() > 1) {
            notices.add(
                    new Notice(
                            "header-rows",
                            "the first %d records stand above the data and are no part of it; the last is: %s"
                                    .formatted(
                                            rows.size(),
                                            shown(String.join(", ", rows.getLast())))));
        }
    }

    private void tellSkipped(int start, int end) {
        int lines = 0;
        for (int at = start; at < end; at = behindLine(at)) {
            lines++;
        }
        if (lines > 0) {
            notices.add(
                    new Notice(
                            "skipped-lines",
                            "%s above the table %s skipped, the first: %s"
                                    .formatted(
                                            lines == 1 ? "1 line" : lines + " lines",
                                            lines == 1 ? "was" : "were",
                                            shown(line(start)))));
        }
    }

    private void tellNoHeader() {
        if (hints.header() == null) {
            notices.add(
                    new Notice(
                            "no-header",
                            "the first record looks like the others, so that no record names the"
                                    + " columns; csv.header=true takes it for the header"));
        }
    }

    private static String shown(String text) {
        return Plain.text(text, LONGEST_SHOWN);
    }
}
