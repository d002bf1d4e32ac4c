package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Jobs are listed page by page, the newest first.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobListTest extends LiveService {
    private final List<String> newestFirst = new ArrayList<>();

    @BeforeAll
    void someJobs() {
        for (String mode : new String[] {"sequential", "concurrent", "parallel", "sequential"}) {
            String id = started("uri=sample:trips&statistics=basic&mode=" + mode);
            ended(id);
            newestFirst.addFirst(id);
        }
    }

    private JsonNode list(String query) {
        return json(get("/jobs?" + query));
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items").valueStream().map(job -> job.get("id").asString()).toList();
    }

    @Test
    void newestComesFirst() {
        assertThat(ids(list("limit=4"))).isEqualTo(newestFirst);
        assertThat(ids(json(get("/jobs")))).startsWith(newestFirst.toArray(String[]::new));
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrOverlap() {
        List<String> all = new ArrayList<>();
        var page = list("limit=3&state=succeeded");
        all.addAll(ids(page));
        while (!page.get("next").isNull()) {
            page = list("limit=3&state=succeeded&cursor=" + page.get("next").asString());
            all.addAll(ids(page));
        }
        assertThat(all).startsWith(newestFirst.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(all).isEqualTo(ids(list("limit=500&state=succeeded")));
    }

    @Test
    void jobsThatComeMeanwhileMoveNothing() {
        var first = list("limit=1");
        var expected = ids(list("limit=2")).getLast();
        String newer = started("uri=sample:trips&statistics=basic");
        assertThat(ids(list("limit=1&cursor=" + first.get("next").asString())))
                .containsExactly(expected);
        ended(newer);
        delete(newer);
    }

    @Test
    void lastPageHasNoNext() {
        var page = list("limit=500");
        assertThat(page.get("next").isNull()).isTrue();
        String oldest = ids(page).getLast();
        assertThat(ids(list("cursor=" + oldest))).isEmpty();
    }

    @Test
    void filtersByModeAndState() {
        assertThat(list("mode=sequential&limit=500").get("items"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(job -> job.get("mode").asString().equals("sequential"));
        assertThat(ids(list("state=succeeded&mode=parallel&limit=1")))
                .containsExactly(newestFirst.get(1));
        assertThat(ids(list("state=queued"))).isEmpty();
    }

    @Test
    void choicesAreWhatJobsHave() {
        var modes = json(get("/modes"));
        assertThat(modes)
                .extracting(mode -> mode.get("name").asString())
                .containsExactly("sequential", "concurrent", "parallel");
        assertThat(modes).allMatch(mode -> mode.get("meaning").asString().endsWith("."));
        var executors = json(get("/executors"));
        assertThat(executors)
                .extracting(executor -> executor.get("name").asString())
                .containsExactly("cores", "io", "turns");
        assertThat(executors).allMatch(executor -> executor.get("workers").asInt() > 0);
        assertThat(executors.get(2).get("quantum").asString()).isEqualTo("PT0.02S");
        assertThat(executors.get(2).get("turnsServed").asLong()).isPositive();
    }
}
