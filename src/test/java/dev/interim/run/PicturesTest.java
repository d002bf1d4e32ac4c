package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.source.SyntheticSource;
import dev.interim.fixture.TimelinePicture;
import dev.interim.fixture.TimelinePicture.Kind;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.schedule.Priority;
import dev.interim.schedule.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The pictures of `docs/concurrency.md` are what executors and lanes do, in simulated time: made
/// anew they are the same. `-Dinterim.pictures=docs/images` writes them.
@Timeout(60)
class PicturesTest {
    private static final Path IMAGES = Path.of("docs/images");
    private static final Path PAGE = Path.of("docs/concurrency.md");
    private static final String ESSAY = "synthetic:essay?fetch=30s&statistics=12s&slices=6";
    private static final Kind FETCH = new Kind("fetch", 0);
    private static final Kind STATISTICS = new Kind("statistics", 1);
    private static final Kind SHORT = new Kind("a task of 10 s", 0);
    private static final Kind LONG = new Kind("a task of 20 s", 1);
    private static final Kind BATCH = new Kind("a batch job", 2);
    private static final Kind OTHER_BATCH = new Kind("another", 0);
    private static final Kind URGENT = new Kind("an interactive job of 3 s", 3);

    @TempDir Path directory;

    enum Picture {
        TWO_TASKS("two-tasks") {
            @Override
            String draw(Path directory) {
                return twoTasks(directory);
            }
        },
        FETCH_AND_STATISTICS("fetch-and-statistics") {
            @Override
            String draw(Path directory) {
                return fetchAndStatistics(directory);
            }
        },
        CHANGE_OF_MODE("change-of-mode") {
            @Override
            String draw(Path directory) {
                return changeOfMode(directory);
            }
        },
        URGENT_JOB("urgent-job") {
            @Override
            String draw(Path directory) {
                return urgentJob(directory);
            }
        };

        private final String file;

        Picture(String name) {
            file = "timeline-" + name + ".svg";
        }

        abstract String draw(Path directory);
    }

    @ParameterizedTest
    @EnumSource
    void isWhatHappens(Picture picture) throws IOException {
        String drawn = picture.draw(directory);
        String into = System.getProperty("interim.pictures");
        if (into != null) {
            Files.writeString(Path.of(into).resolve(picture.file), drawn);
        }
        assertThat(drawn).isEqualTo(Files.readString(IMAGES.resolve(picture.file)));
    }

    @Test
    void pageShowsAllOfThem() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Picture.values()).allMatch(it -> page.contains("images/" + it.file));
    }

    private static String twoTasks(Path directory) {
        var picture = new TimelinePicture("Two tasks under each of the three modes", 30, 5);
        for (Strategy strategy : Strategy.all()) {
            var stage = new Stage(directory, Duration.ofSeconds(1));
            var ten = stage.play(SyntheticSource.of("synthetic:work?duration=10s"));
            var twenty = stage.play(SyntheticSource.of("synthetic:work?duration=20s"));
            stage.start(ten, strategy);
            stage.start(twenty, strategy);
            stage.finish();
            picture.panel(
                    strategy.mode(),
                    together(ten, twenty),
                    span -> ten.run.timeline().contains(span) ? SHORT : LONG,
                    List.of());
        }
        return picture.svg(List.of(SHORT, LONG));
    }

    private static List<Span> together(Stage.Playing... all) {
        return List.of(all).stream().flatMap(it -> it.run.timeline().stream()).toList();
    }

    private static Kind activity(Span span) {
        return span.track().activity().equals(Activities.FETCH) ? FETCH : STATISTICS;
    }

    private static String fetchAndStatistics(Path directory) {
        var picture = new TimelinePicture("Fetch and statistics under each of the modes", 45, 5);
        for (Strategy strategy : Strategy.all()) {
            var stage = new Stage(directory);
            var essay = stage.play(SyntheticSource.of(ESSAY));
            stage.start(essay, strategy);
            stage.finish();
            picture.panel(
                    strategy.mode(),
                    essay.run.timeline(),
                    PicturesTest::activity,
                    essay.resultsAt.stream().distinct().toList());
        }
        return picture.svg(List.of(FETCH, STATISTICS));
    }

    private static String changeOfMode(Path directory) {
        var stage = new Stage(directory);
        var essay = stage.play(SyntheticSource.of(ESSAY));
        stage.start(essay, new Concurrent());
        stage.simulation.after(
                Duration.ofSeconds(14),
                () -> essay.run.change(new Parallel(), stage.usual(new Parallel())));
        stage.finish();
        return new TimelinePicture("A job that becomes parallel after 14 seconds", 45, 5)
                .panel(
                        "concurrent, and parallel from 14 s on",
                        essay.run.timeline(),
                        PicturesTest::activity,
                        essay.resultsAt.stream().distinct().toList())
                .svg(List.of(FETCH, STATISTICS));
    }

    private static String urgentJob(Path directory) {
        var stage = new Stage(directory, Duration.ofSeconds(1));
        var first = stage.play(SyntheticSource.of("synthetic:work?duration=9s"));
        var second = stage.play(SyntheticSource.of("synthetic:work?duration=9s"));
        var urgent = stage.play(SyntheticSource.of("synthetic:work?duration=3s"));
        for (var batch : List.of(first, second)) {
            batch.run.start(new Concurrent(), stage.one, Priority.BATCH);
        }
        stage.simulation.after(
                Duration.ofMillis(4_200),
                () -> urgent.run.start(new Concurrent(), stage.one, Priority.INTERACTIVE));
        stage.finish();
        return new TimelinePicture("An urgent job comes after 4.2 seconds", 22, 2)
                .panel(
                        "one worker",
                        together(first, second, urgent),
                        span -> kind(span, first, urgent),
                        List.of())
                .svg(List.of(BATCH, OTHER_BATCH, URGENT));
    }

    private static Kind kind(Span span, Stage.Playing first, Stage.Playing urgent) {
        if (urgent.run.timeline().contains(span)) {
            return URGENT;
        }
        return first.run.timeline().contains(span) ? BATCH : OTHER_BATCH;
    }
}
