package dev.interim.engine.scan.json;

import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The names of columns that were asked for; a name also stands for all names that go on behind it
/// with a dot. Never changes.
final class WantedNames {
    // Dots first, so that the greatest name up to another one is the only one that may stand for
    // it: none that stands for it is further away, unless one that is nearer stands for it too.
    private final TreeSet<String> names = new TreeSet<>(WantedNames::compare);

    /// @param wanted the names; empty for all there are
    WantedNames(Collection<String> wanted) {
        names.addAll(wanted);
        names.removeIf(name -> stands(names.lower(name), name));
    }

    /// Whether the name was asked for. Takes as long as the name is, however many were asked for.
    boolean has(String name) {
        return names.isEmpty() || stands(names.floor(name), name);
    }

    private static boolean stands(@Nullable String wanted, String name) {
        return wanted != null
                && name.startsWith(wanted)
                && (name.length() == wanted.length() || name.charAt(wanted.length()) == '.');
    }

    private static int compare(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static int rank(char letter) {
        return letter == '.' ? -1 : letter;
    }
}
