package dev.interim.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.job.Owner;
import org.junit.jupiter.api.Test;

/// How many requests of an owner are served at the same time.
class OwnerPlacesTest {
    private static final Owner ALICE = new Owner("alice");
    private static final Owner BOB = new Owner("bob");

    private final OwnerPlaces places = new OwnerPlaces(2);

    @Test
    void whoHasAllPlacesLeavesThoseOfOthers() {
        assertThat(places.enter(ALICE)).isTrue();
        assertThat(places.enter(ALICE)).isTrue();
        assertThat(places.enter(ALICE)).isFalse();
        assertThat(places.enter(BOB)).isTrue();
    }

    @Test
    void aPlaceIsFreeAgainWhenItsRequestHasBeenServed() {
        assertThat(places.enter(ALICE)).isTrue();
        assertThat(places.enter(ALICE)).isTrue();
        places.leave(ALICE);
        assertThat(places.enter(ALICE)).isTrue();
    }

    @Test
    void nothingIsKeptOfAnOwnerWhoseRequestsHaveBeenServed() {
        assertThat(places.enter(ALICE)).isTrue();
        places.leave(ALICE);
        assertThat(places.count()).isZero();
    }
}
