package dev.interim.bench;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Things that are taken one after the other and then again: enough of them that branch prediction
/// does not learn what comes. One owner.
public final class InTurn<T> {
    private final List<T> things;
    private int next;

    /// Makes so many things.
    public InTurn(int count, Supplier<T> maker) {
        things = Stream.generate(maker).limit(count).toList();
    }

    /// The one behind that of the last call.
    public T next() {
        T thing = things.get(next);
        next = (next + 1) % things.size();
        return thing;
    }
}
