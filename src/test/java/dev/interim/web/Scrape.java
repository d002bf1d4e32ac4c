package dev.interim.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a running service says of itself, as Prometheus reads it; only what is our own.
///
/// @param text the lines of our metrics
/// @param types by name of the family
/// @param samples names of single series, as queries use them
/// @param values by name and labels
record Scrape(
        String text,
        Map<String, String> types,
        TreeSet<String> samples,
        Map<String, Double> values) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (interim_\\w+) (\\w+)");
    private static final Pattern SAMPLE =
            Pattern.compile("((interim_\\w+)(?:\\{([^}]*)})?) (\\S+)");

    static Scrape of(String all) {
        String text =
                all.lines()
                        .filter(line -> line.matches("(# \\w+ )?interim_.*"))
                        .collect(Collectors.joining("\n", "", "\n"));
        Map<String, String> types = new TreeMap<>();
        TYPE.matcher(text).results().forEach(it -> types.put(it.group(1), it.group(2)));
        var samples = new TreeSet<String>();
        Map<String, Double> values = new TreeMap<>();
        text.lines()
                .map(SAMPLE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .forEach(sample -> {
                    samples.add(sample.group(2));
                    values.put(sample.group(1), Double.valueOf(sample.group(4)));
                });
        return new Scrape(text, types, samples, values);
    }

    /// The value of one series, its labels in the order of their names.
    double value(String series) {
        var value = values.get(series);
        if (value == null) {
            throw new AssertionError("no " + series + " in\n" + text);
        }
        return value;
    }

    /// The sum over all series whose name and labels begin like this.
    double sum(String start) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(start))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
