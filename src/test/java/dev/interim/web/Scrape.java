package dev.interim.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a running service says of itself, as Prometheus reads it; only what is our own.
///
/// @param text the lines of our metrics
/// @param types by name of the family
/// @param values by name and labels
record Scrape(String text, Map<String, String> types, Map<String, Double> values) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (interim_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(interim_\\w+(?:\\{[^}]*})?) (\\S+)");

    static Scrape of(String all) {
        String text =
                all.lines()
                        .filter(line -> line.matches("(# \\w+ )?interim_.*"))
                        .collect(Collectors.joining("\n", "", "\n"));
        Map<String, String> types = new TreeMap<>();
        TYPE.matcher(text).results().forEach(it -> types.put(it.group(1), it.group(2)));
        Map<String, Double> values = new TreeMap<>();
        text.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> {
                    values.put(sample.group(1), Double.valueOf(sample.group(2)));
                });
        return new Scrape(text, types, values);
    }

    /// The value of one series, its labels in the order of their names.
    double value(String series) {
        var value = values.get(series);
        if (value == null) {
            throw new AssertionError("no " + series + " in\n" + text);
        }
        return value;
    }
}
