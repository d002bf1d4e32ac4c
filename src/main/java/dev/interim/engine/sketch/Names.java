package dev.interim.engine.sketch;

import java.util.Arrays;
import java.util.function.LongPredicate;

/// Texts by the hashes of the values they name, in open addressing, because it is asked for every
/// frequent value of every batch. One owner.
final class Names {
    private static final byte[] NONE = new byte[0];

    private final int most;
    private final long[] hashes;
    private final byte[][] texts;
    private int size;

    /// @param most how many texts are kept; a power of two
    Names(int most) {
        this.most = most;
        hashes = new long[2 * most];
        texts = new byte[2 * most][];
    }

    private int place(long hash) {
        int mask = hashes.length - 1;
        int place = (int) (hash ^ hash >>> Integer.SIZE) & mask;
        while (texts[place] != null && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    boolean isKnown(long hash) {
        return texts[place(hash)] != null;
    }

    /// The text of that hash, an empty one where it is not known.
    byte[] text(long hash) {
        byte[] text = texts[place(hash)];
        return text == null ? NONE : text;
    }

    boolean isFull() {
        return size == most;
    }

    /// Adds a text unless its hash is known or there is no place.
    void add(long hash, byte[] text) {
        int place = place(hash);
        if (texts[place] == null && !isFull()) {
            hashes[place] = hash;
            texts[place] = text;
            size++;
        }
    }

    /// Adds the texts of the other whose hashes are wanted.
    void addAll(Names other, LongPredicate isWanted) {
        for (int place = 0; place < other.hashes.length; place++) {
            byte[] text = other.texts[place];
            if (text != null && isWanted.test(other.hashes[place])) {
                add(other.hashes[place], text);
            }
        }
    }

    /// Keeps only the texts whose hashes are wanted.
    void retain(LongPredicate isWanted) {
        long[] oldHashes = hashes.clone();
        byte[][] oldTexts = texts.clone();
        Arrays.fill(texts, null);
        size = 0;
        for (int place = 0; place < oldTexts.length; place++) {
            if (oldTexts[place] != null && isWanted.test(oldHashes[place])) {
                add(oldHashes[place], oldTexts[place]);
            }
        }
    }

    int size() {
        return size;
    }
}
