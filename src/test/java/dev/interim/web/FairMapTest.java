package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.job.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Room that owners share.
class FairMapTest {
    private static final int ROOM = 12;

    private final FairMap<String> map = new FairMap<>(ROOM);

    private static FairMap.Key key(String owner, int number) {
        return new FairMap.Key(new Owner(owner), "key-" + number);
    }

    private void fill(String owner, int count) {
        IntStream.range(0, count).forEach(number -> map.put(key(owner, number), owner));
    }

    private List<Integer> left(String owner) {
        return IntStream.range(0, 100)
                .filter(number -> map.get(key(owner, number)) != null)
                .boxed()
                .toList();
    }

    @Test
    void oneAloneHasAllTheRoom() {
        fill("alice", 100);
        assertThat(map.size()).isEqualTo(ROOM);
        assertThat(left("alice")).isEqualTo(IntStream.range(100 - ROOM, 100).boxed().toList());
    }

    @Test
    void whatWasUsedLatelyStays() {
        fill("alice", ROOM);
        assertThat(map.get(key("alice", 0))).isEqualTo("alice");
        map.put(key("alice", 50), "alice");
        assertThat(left("alice")).contains(0, 50).doesNotContain(1);
    }

    @Test
    void whoHasMostGivesUpForTheOthers() {
        fill("alice", ROOM);
        fill("bob", 3);
        assertThat(left("alice")).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(left("bob")).containsExactly(0, 1, 2);
        IntStream.range(3, 100).forEach(number -> map.put(key("bob", number), "bob"));
        assertThat(left("alice")).hasSize(ROOM / 2).contains(11);
        assertThat(left("bob")).hasSize(ROOM / 2).contains(99);
    }

    @Test
    void thousandsOfOwnersShareTheRoomToo() {
        IntStream.range(0, 5_000).forEach(each -> map.put(key("owner " + each, 0), "it"));
        assertThat(map.size()).isEqualTo(ROOM);
        assertThat(IntStream.range(0, 5_000).filter(each -> !left("owner " + each).isEmpty()))
                .containsExactlyElementsOf(IntStream.range(5_000 - ROOM, 5_000).boxed().toList());
    }

    @Test
    void whatIsOverIsTakenOutFromTheEarliestOn() {
        map.put(key("alice", 0), "old");
        map.put(key("bob", 0), "old");
        map.put(key("alice", 1), "new");
        map.put(key("bob", 1), "old");
        // Used or not: it is as old as it was.
        assertThat(map.get(key("alice", 0))).isEqualTo("old");
        map.removeEarliest("old"::equals);
        assertThat(left("alice")).containsExactly(1);
        assertThat(left("bob")).containsExactly(1);
    }

    @Test
    void onlyWhatIsThereIsTakenOut() {
        map.put(key("alice", 0), "here");
        map.remove(key("alice", 0), "another");
        map.remove(key("alice", 1), "here");
        assertThat(map.size()).isEqualTo(1);
        map.remove(key("alice", 0), "here");
        assertThat(map.size()).isZero();
    }

    @Test
    void keyThatIsThereIsNotPutInAgain() {
        map.put(key("alice", 0), "first");
        assertThatThrownBy(() -> map.put(key("alice", 0), "second"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(map.get(key("alice", 0))).isEqualTo("first");
    }

    /// Beside a slow list of all entries, least lately used first.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyCallsLeaveWhatTheRuleSays(int seed) {
        var random = new Random(seed);
        List<FairMap.Key> known = new ArrayList<>();
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            var key = key("owner " + (int) (random.nextGaussian() * 3), random.nextInt(20));
            boolean isKnown = known.remove(key);
            assertThat(map.get(key)).as("%s in call %d", key, i).isEqualTo(isKnown ? "it" : null);
            if (!isKnown) {
                known.add(key);
                map.put(key, "it");
                forgetOne(known);
            } else if (random.nextInt(4) == 0) {
                map.remove(key, "it");
            } else {
                known.add(key);
            }
            assertThat(map.size()).isEqualTo(known.size());
            sizes.merge(map.size(), 1, Integer::sum);
        }
        assertThat(known).allMatch(key -> map.get(key) != null);
        assertThat(sizes).containsKey(ROOM);
    }

    /// Of those who have most, any may have been chosen; the map says who.
    private void forgetOne(List<FairMap.Key> known) {
        if (known.size() <= ROOM) {
            return;
        }
        var counts =
                known.stream()
                        .collect(Collectors.groupingBy(FairMap.Key::owner, Collectors.counting()));
        long most = counts.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        var oldest =
                counts.keySet().stream()
                        .filter(owner -> counts.get(owner) == most)
                        .map(owner -> oldest(owner, known))
                        .toList();
        known.removeAll(oldest);
        // To look is to use.
        var left = oldest.stream().filter(key -> map.get(key) != null).toList();
        assertThat(left).hasSize(oldest.size() - 1);
        known.addAll(left);
    }

    private static FairMap.Key oldest(Owner owner, List<FairMap.Key> known) {
        return known.stream().filter(key -> key.owner().equals(owner)).findFirst().orElseThrow();
    }
}
