package dev.interim.engine.scan.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WantedNamesTest {
    @Test
    void aNameStandsForAllThatGoOnBehindItWithADot() {
        var random = new SplittableRandom(3);
        int wanted = 0;
        for (int i = 0; i < 5_000; i++) {
            var names = new TreeSet<String>();
            for (int k = random.nextInt(6); k >= 0; k--) {
                names.add(name(random));
            }
            String name = name(random);
            boolean isWanted =
                    names.stream().anyMatch(it -> name.equals(it) || name.startsWith(it + "."));
            assertThat(new WantedNames(names).has(name))
                    .as("%s of %s", name, names)
                    .isEqualTo(isWanted);
            wanted += isWanted ? 1 : 0;
        }
        assertThat(wanted).isBetween(500, 4_500);
    }

    private static String name(SplittableRandom random) {
        return random.ints(random.nextInt(5), 0, 4)
                .mapToObj(letter -> "a.-\0".substring(letter, letter + 1))
                .collect(Collectors.joining());
    }
}
