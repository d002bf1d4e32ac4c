package dev.interim.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class MemoryBudgetTest {
    private static final List<MemoryUse> USES =
            List.of(MemoryUse.START, MemoryUse.BUFFERS, MemoryUse.PROFILES);

    private static final int URGENT = 0;
    private static final int NORMAL = 1;

    /// 1,500 bytes: 1,200 for running jobs, of these 200 for urgent ones only.
    private final MemoryBudget budget = new MemoryBudget(1_500, 1_500);

    private final AtomicInteger woken = new AtomicInteger();

    private MemoryAccount account() {
        return account("anybody", NORMAL);
    }

    private MemoryAccount account(String owner, int urgency) {
        return budget.open(owner, () -> urgency, woken::incrementAndGet);
    }

    @Test
    void aLevelIsChargedOnce() {
        var account = account();
        assertThat(account.reach(MemoryUse.PROFILES, 300)).isTrue();
        assertThat(account.reach(MemoryUse.PROFILES, 300)).isTrue();
        assertThat(account.reach(MemoryUse.PROFILES, 200)).isTrue();
        assertThat(budget.used()).isEqualTo(300);
        assertThat(budget.used(MemoryUse.PROFILES)).isEqualTo(300);
    }

    @Test
    void whatDoesNotFitWaitsUntilOthersGiveBack() {
        var first = account();
        var second = account();
        assertThat(first.reach(MemoryUse.BUFFERS, 800)).isTrue();
        assertThat(second.reach(MemoryUse.BUFFERS, 600)).isFalse();
        assertThat(second.isWaiting()).isTrue();
        assertThat(second.place()).isEqualTo(1);
        first.lower(MemoryUse.BUFFERS, 500);
        assertThat(second.isWaiting()).isTrue();
        first.lower(MemoryUse.BUFFERS, 400);
        assertThat(woken).hasValue(1);
        assertThat(second.isWaiting()).isFalse();
        assertThat(second.held()).isEqualTo(600);
        assertThat(second.reach(MemoryUse.BUFFERS, 600)).isTrue();
    }

    @Test
    void whatCanNeverFitIsTooLarge() {
        var account = account();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> account.reach(MemoryUse.PROFILES, 1_001))
                .withMessage(
                        "the job needs 0.0 MB of memory, 0.0 MB of them for profiles; one job may"
                                + " have 0.0 MB of the 0.0 MB that all jobs have together")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.TOO_LARGE));
        assertThat(budget.waiting()).isZero();
        assertThat(account.reach(MemoryUse.PROFILES, 1_000)).isTrue();
    }

    @Test
    void theLastSixthIsForUrgentOnes() {
        assertThat(account().reach(MemoryUse.PROFILES, 1_000)).isTrue();
        assertThat(account().tryReach(MemoryUse.START, 1)).isFalse();
        assertThat(account("anybody", URGENT).tryReach(MemoryUse.START, 100)).isTrue();
    }

    @Test
    void nobodyTakesWhatAnOlderOneWaitsFor() {
        var holder = account();
        var older = account();
        var younger = account();
        holder.reach(MemoryUse.BUFFERS, 600);
        assertThat(older.reach(MemoryUse.BUFFERS, 600)).isFalse();
        assertThat(younger.reach(MemoryUse.BUFFERS, 10)).isFalse();
        assertThat(account().tryReach(MemoryUse.START, 10)).isFalse();
        assertThat(account("anybody", URGENT).tryReach(MemoryUse.START, 10)).isTrue();
        holder.close();
        assertThat(older.held()).isEqualTo(600);
        assertThat(younger.held()).isEqualTo(10);
    }

    @Test
    void anOwnerHasItsShareAndKeepsNobodyElseFromTheirs() {
        var shared = new MemoryBudget(1_500, 400);
        var greedy = shared.open("a", () -> NORMAL, () -> {});
        var more = shared.open("a", () -> NORMAL, () -> {});
        assertThat(greedy.reach(MemoryUse.BUFFERS, 400)).isTrue();
        assertThat(more.reach(MemoryUse.BUFFERS, 10)).isFalse();
        assertThat(shared.open("b", () -> NORMAL, () -> {}).reach(MemoryUse.BUFFERS, 400)).isTrue();
        greedy.close();
        assertThat(more.held()).isEqualTo(10);
    }

    @Test
    void whereAllHoldersWaitOneThatFitsGoesOnBeforeItsTurn() {
        var first = account();
        var second = account();
        first.reach(MemoryUse.BUFFERS, 450);
        second.reach(MemoryUse.BUFFERS, 450);
        assertThat(first.reach(MemoryUse.PROFILES, 200)).isFalse();
        assertThat(second.reach(MemoryUse.PROFILES, 50)).isTrue();
        assertThat(first.isWaiting()).isTrue();
        second.close();
        assertThat(first.held()).isEqualTo(650);
    }

    @Test
    void whereAllHoldersWaitInVainTheYoungestFails() {
        var first = account();
        var second = account();
        first.reach(MemoryUse.BUFFERS, 450);
        second.reach(MemoryUse.BUFFERS, 450);
        assertThat(first.reach(MemoryUse.PROFILES, 400)).isFalse();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> second.reach(MemoryUse.PROFILES, 400))
                .withMessageContaining("held by jobs that need more as well");
        assertThat(first.isWaiting()).isTrue();
        second.close();
        assertThat(first.held()).isEqualTo(850);
    }

    @Test
    void whoSaidWhatTheyNeedNeverWaitForEachOther() {
        var first = account();
        var second = account();
        first.claim(MemoryUse.PROFILES, 800);
        second.claim(MemoryUse.PROFILES, 800);
        assertThat(first.reach(MemoryUse.PROFILES, 300)).isTrue();
        assertThat(second.reach(MemoryUse.PROFILES, 200)).isTrue();
        assertThat(second.reach(MemoryUse.PROFILES, 201)).isFalse();
        assertThat(account().tryReach(MemoryUse.START, 1)).isFalse();
        assertThat(first.reach(MemoryUse.PROFILES, 800)).isTrue();
        first.close();
        assertThat(second.held()).isEqualTo(201);
    }

    @Test
    void startsTakeAnEighthAtMost() {
        assertThat(account().tryReach(MemoryUse.START, 200)).isTrue();
        assertThat(account().tryReach(MemoryUse.START, 200)).isFalse();
        assertThat(account("anybody", URGENT).tryReach(MemoryUse.START, 200)).isTrue();
    }

    static List<Long> seeds() {
        return List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    /// Accounts that ask, give back and end at random: nobody waits for ever, nothing is below zero
    /// or above what there is, and in the end nothing is left.
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsAskedEverythingComesBack(long seed) {
        var random = new Random(seed);
        var random500 = new MemoryBudget(1_500, 600);
        List<MemoryAccount> open = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            if (open.size() < 10) {
                int urgency = random.nextInt(3);
                open.add(random500.open("o" + random.nextInt(3), () -> urgency, () -> {}));
            }
            var account = open.get(random.nextInt(open.size()));
            var use = USES.get(random.nextInt(USES.size()));
            switch (random.nextInt(8)) {
                case 0 -> {
                    account.close();
                    open.remove(account);
                }
                case 1, 2 -> account.lower(use, random.nextInt(100));
                default -> {
                    try {
                        if (!account.isWaiting()) {
                            account.reach(use, random.nextInt(400));
                        }
                    } catch (FailureException e) {
                        refused++;
                        account.close();
                        open.remove(account);
                    }
                }
            }
            requireSound(random500, open);
        }
        assertThat(refused).isPositive();
        open.forEach(MemoryAccount::close);
        assertThat(random500.used()).isZero();
        assertThat(random500.waiting()).isZero();
        for (int owner = 0; owner < 3; owner++) {
            assertThat(random500.used("o" + owner)).isZero();
        }
    }

    private static void requireSound(MemoryBudget budget, List<MemoryAccount> open) {
        assertThat(budget.used()).isBetween(0L, 1_200L);
        assertThat(budget.used()).isEqualTo(open.stream().mapToLong(MemoryAccount::held).sum());
        assertThat(open).allMatch(account -> account.held() >= 0);
        for (int owner = 0; owner < 3; owner++) {
            assertThat(budget.used("o" + owner)).isBetween(0L, 600L);
        }
        var waiting = open.stream().filter(MemoryAccount::isWaiting).toList();
        var holding = open.stream().filter(account -> account.held() > 0).toList();
        assertThat(waiting.isEmpty() || !waiting.containsAll(holding)).isTrue();
    }
}
