package dev.interim.web;

import dev.interim.job.Owner;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A map with room for so many entries, which its owners share.
///
/// When it is full, whoever has most gives up what it used least lately. So one alone may have all
/// of the room, and who has no more than the room divided by the number of owners loses nothing to
/// the others, however many those put in. Every call takes constant time, but for entries that end
/// by themselves. One thread at a time.
final class FairMap<V> {
    private final int room;

    /// Those put in earliest come first.
    private final SequencedMap<Key, V> entries = new LinkedHashMap<>();

    /// What each owner has; what it used least lately comes first.
    private final Map<Owner, SequencedSet<Key>> byOwner = new HashMap<>();

    /// Who has so many, for each number that somebody has.
    private final Map<Integer, SequencedSet<Owner>> byCount = new HashMap<>();

    /// How many whoever has most has.
    private int most;

    /// @param room how many entries there may be, at least 1
    FairMap(int room) {
        this.room = room;
    }

    /// A key, and whose it is. In order, so that keys which are chosen to have one hash are found
    /// in little time too.
    record Key(Owner owner, String key) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::key).thenComparing(each -> each.owner().name());

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /// What was put in under this key, which is used by that.
    @Nullable V get(Key key) {
        V value = entries.get(key);
        if (value != null) {
            of(key.owner()).addLast(key);
        }
        return value;
    }

    /// Puts something in under a key that is not there yet, and takes out another where there is no
    /// room.
    void put(Key key, V value) {
        if (entries.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("this key is there already");
        }
        var own = byOwner.computeIfAbsent(key.owner(), _ -> new LinkedHashSet<>());
        own.addLast(key);
        count(key.owner(), own.size() - 1, own.size());
        if (entries.size() > room) {
            // INVARIANT: never what was put in now: where all have one, its owner stands last.
            var owner = Objects.requireNonNull(byCount.get(most)).getFirst();
            drop(of(owner).getFirst());
        }
    }

    /// Takes this out, if it is there under this key.
    void remove(Key key, V value) {
        if (value.equals(entries.get(key))) {
            drop(key);
        }
    }

    /// Takes out those put in earliest, as long as they are over.
    void removeEarliest(Predicate<V> isOver) {
        for (var earliest = entries.firstEntry();
                earliest != null && isOver.test(earliest.getValue());
                earliest = entries.firstEntry()) {
            drop(earliest.getKey());
        }
    }

    int size() {
        return entries.size();
    }

    private void drop(Key key) {
        var own = of(key.owner());
        entries.remove(key);
        own.remove(key);
        count(key.owner(), own.size() + 1, own.size());
        if (own.isEmpty()) {
            byOwner.remove(key.owner());
        }
    }

    private void count(Owner owner, int before, int now) {
        byCount.computeIfPresent(before, (_, owners) -> without(owner, owners));
        if (now > 0) {
            byCount.computeIfAbsent(now, _ -> new LinkedHashSet<>()).addLast(owner);
        }
        if (now > most || !byCount.containsKey(most)) {
            most = now;
        }
    }

    private static @Nullable SequencedSet<Owner> without(Owner owner, SequencedSet<Owner> owners) {
        owners.remove(owner);
        return owners.isEmpty() ? null : owners;
    }

    private SequencedSet<Key> of(Owner owner) {
        return Objects.requireNonNull(byOwner.get(owner));
    }
}
