package dev.interim.engine.stats;

import dev.interim.engine.sketch.Quantiles;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How dates and timestamps are distributed over time, read off their quantile sketch: a bin for
/// each unit of the calendar, of the smallest unit that makes at most 60 bins.
final class TimeHistogram {
    private static final int MOST = 60;

    /// A step of the calendar.
    private record Step(String label, ChronoUnit unit, int times) {
        LocalDateTime next(LocalDateTime time) {
            return time.plus(times, unit);
        }

        /// Where the step begins that a time lies in.
        LocalDateTime start(LocalDateTime time) {
            return switch (unit) {
                case YEARS -> {
                    var first = time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
                    yield first.minusYears(Math.floorMod(first.getYear(), times));
                }
                case MONTHS -> {
                    var first = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
                    yield first.minusMonths((first.getMonthValue() - 1L) % times);
                }
                case WEEKS ->
                        time.truncatedTo(ChronoUnit.DAYS)
                                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                default -> time.truncatedTo(unit);
            };
        }
    }

    private static final List<Step> STEPS =
            List.of(
                    new Step("millisecond", ChronoUnit.MILLIS, 1),
                    step(ChronoUnit.SECONDS),
                    step(ChronoUnit.MINUTES),
                    step(ChronoUnit.HOURS),
                    step(ChronoUnit.DAYS),
                    step(ChronoUnit.WEEKS),
                    step(ChronoUnit.MONTHS),
                    new Step("quarter", ChronoUnit.MONTHS, 3),
                    step(ChronoUnit.YEARS),
                    new Step("decade", ChronoUnit.YEARS, 10),
                    new Step("century", ChronoUnit.YEARS, 100),
                    new Step("millennium", ChronoUnit.YEARS, 1000));

    private final Instants range;
    private final Quantiles quantiles;

    TimeHistogram(Instants range, Quantiles quantiles) {
        this.range = range;
        this.quantiles = quantiles;
    }

    private static Step step(ChronoUnit unit) {
        String plural = unit.name().toLowerCase(Locale.ROOT);
        return new Step(plural.substring(0, plural.length() - 1), unit, 1);
    }

    /// The histogram; `null` when all values are the same.
    Snapshot.@Nullable TimeHistogram snapshot() {
        if (range.min() == range.max()) {
            return null;
        }
        var first = Instants.time(range.min());
        var last = Instants.time(range.max());
        for (Step step : STEPS) {
            if (step.unit().between(first, last) / step.times() < MOST - 2) {
                return snapshot(step, edges(step, first, last));
            }
        }
        return null;
    }

    private static List<LocalDateTime> edges(Step step, LocalDateTime first, LocalDateTime last) {
        var edges = new ArrayList<LocalDateTime>();
        edges.add(step.start(first));
        while (!edges.getLast().isAfter(last)) {
            edges.add(step.next(edges.getLast()));
        }
        return edges;
    }

    private Snapshot.TimeHistogram snapshot(Step step, List<LocalDateTime> edges) {
        double[] micros = edges.stream().mapToDouble(Instants::micros).toArray();
        return new Snapshot.TimeHistogram(
                step.label(),
                edges.stream().map(edge -> range.text(Instants.micros(edge))).toList(),
                Histograms.counts(quantiles, micros),
                quantiles.rankError());
    }
}
