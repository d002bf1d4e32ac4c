package dev.interim.engine.scan.json;

import dev.interim.engine.simd.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A key below the keys above it, as often as it occurs.
///
/// Objects mostly have the keys of the object before in the same order, so each key remembers which
/// one followed it, and a key is compared as words, its closing quote included. One owner.
final class JsonKey {
    private static final JsonKey[] NONE = {};
    private static final int MOST_PROBES = 16;

    private final @Nullable JsonKey parent;
    private final byte[] name;

    /// How many bytes the key and its closing quote have.
    final int length;

    // what stands in the text: eight bytes each, the closing quote in the last
    private final long start;
    private final long startMask;
    private final long[] rest;
    private final long endMask;
    private final int span;

    /// The key with which objects in this one started last.
    @Nullable JsonKey first;

    /// The key that followed this one last.
    @Nullable JsonKey follower;

    /// The column of its values.
    @Nullable JsonColumn column;

    /// The column of the lengths of its arrays.
    @Nullable JsonColumn lengths;

    /// The record that had it last.
    long record = -1;

    private JsonKey[] table = NONE;

    /// The keys that found no place in the table, because somebody chose them so that their hashes
    /// are the same.
    private Map<String, JsonKey> crowded = Map.of();

    private int size;

    /// What no key is above.
    JsonKey() {
        this(null, new byte[0]);
    }

    private JsonKey(@Nullable JsonKey parent, byte[] name) {
        this.parent = parent;
        this.name = name;
        length = name.length + 1;
        byte[] text = Arrays.copyOf(name, (length + 7) / 8 * 8);
        text[name.length] = '"';
        // what needs escapes never stands in the text as it is
        boolean isPlain = JsonText.special(name, 0, name.length) == name.length;
        span = isPlain && parent != null ? text.length : Integer.MAX_VALUE / 2;
        long mask = -1L >>> (8 * (text.length - length));
        start = Swar.word(text, 0);
        startMask = length <= Long.BYTES ? mask : -1L;
        endMask = mask;
        rest = new long[text.length / Long.BYTES - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = Swar.word(text, 8 * i + 8);
        }
    }

    /// Whether this key and its closing quote stand at `at`; `false` also where that is not easily
    /// said.
    boolean stands(byte[] bytes, int at, int to) {
        return at + span <= to
                && ((Swar.word(bytes, at) ^ start) & startMask) == 0
                && (rest.length == 0 || restStands(bytes, at + Long.BYTES));
    }

    private boolean restStands(byte[] bytes, int from) {
        int at = from;
        for (int i = 0; i < rest.length - 1; i++, at += Long.BYTES) {
            if (Swar.word(bytes, at) != rest[i]) {
                return false;
            }
        }
        return ((Swar.word(bytes, at) ^ rest[rest.length - 1]) & endMask) == 0;
    }

    /// The key of that name below this one, `null` when it is new.
    @Nullable JsonKey child(byte[] bytes, int from, int to) {
        int slot = size == 0 ? 0 : slot(bytes, from, to);
        for (int i = 0; i < MOST_PROBES && size > 0; i++) {
            var known = table[slot];
            if (known == null) {
                return null;
            }
            if (Arrays.equals(bytes, from, to, known.name, 0, known.name.length)) {
                return known;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return crowded.isEmpty() ? null : crowded.get(latin1(bytes, from, to));
    }

    /// Adds a key below this one.
    JsonKey add(byte[] bytes, int from, int to) {
        if (2 * size >= table.length) {
            var before = table;
            table = new JsonKey[Math.max(8, before.length * 2)];
            for (JsonKey key : before) {
                if (key != null) {
                    put(key);
                }
            }
        }
        var key = new JsonKey(this, Arrays.copyOfRange(bytes, from, to));
        put(key);
        size++;
        return key;
    }

    private void put(JsonKey key) {
        int slot = slot(key.name, 0, key.name.length);
        for (int i = 0; i < MOST_PROBES; i++) {
            if (table[slot] == null) {
                table[slot] = key;
                return;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        if (crowded.isEmpty()) {
            crowded = new HashMap<>();
        }
        crowded.put(latin1(key.name, 0, key.name.length), key);
    }

    /// A character for each byte, so that what is not UTF-8 stays different.
    private static String latin1(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private int slot(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ Swar.word(bytes, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash & (table.length - 1);
    }

    /// How many bytes the names of this key and of those above it have.
    int pathLength() {
        int sum = 0;
        for (var key = this; key.parent != null; key = key.parent) {
            sum += key.name.length + 1;
        }
        return sum;
    }

    /// All names down to this key, with dots between them.
    String dotted() {
        String own = shown(new String(name, StandardCharsets.UTF_8));
        return parent == null || parent.parent == null ? own : parent.dotted() + "." + own;
    }

    /// The same so that no two keys have the same: dots in names are told from those between them,
    /// and each byte is a character, also where it is not UTF-8.
    String path() {
        String own =
                latin1(name, 0, name.length)
                        .replace("\\", "\\\\")
                        .replace(".", "\\.")
                        .replace("[", "\\[");
        return parent == null || parent.parent == null ? own : parent.path() + "." + own;
    }

    private static String shown(String name) {
        return name.isEmpty() ? "\"\"" : name;
    }

    /// Calls for this key and all below it.
    void each(Consumer<JsonKey> action) {
        action.accept(this);
        for (JsonKey key : table) {
            if (key != null) {
                key.each(action);
            }
        }
        crowded.values().forEach(key -> key.each(action));
    }
}
