package dev.interim.access;

import dev.interim.job.BadSettingException;
import dev.interim.job.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys that are good, as hashes.
final class KeyRing {
    private record Entry(KeyHash hash, Caller caller) {}

    private final List<Entry> entries = new ArrayList<>();

    /// @throws BadSettingException where a hash is none, or two names have the same
    KeyRing(AccessSettings settings) {
        settings.keys().forEach(this::add);
    }

    private void add(String name, AccessSettings.Key key) {
        var hash = hash(name, key);
        if (entries.stream().anyMatch(entry -> entry.hash().isSame(hash))) {
            throw bad(name, new IllegalArgumentException("is the hash of another key too"));
        }
        var owner = new Owner("key:" + Objects.requireNonNullElse(key.owner(), name));
        entries.add(new Entry(hash, new Caller(owner, key.role())));
    }

    private static KeyHash hash(String name, AccessSettings.Key key) {
        try {
            return KeyHash.parse(Objects.requireNonNullElse(key.hash(), ""));
        } catch (IllegalArgumentException e) {
            throw bad(name, e);
        }
    }

    private static BadSettingException bad(String name, IllegalArgumentException why) {
        String setting = "interim.access.keys." + name + ".hash";
        return new BadSettingException(
                setting, new IllegalArgumentException(setting + " " + why.getMessage(), why));
    }

    /// Whose key this is; nobody's where it is not good.
    Optional<Caller> caller(String key) {
        var given = KeyHash.of(key);
        @Nullable Caller found = null;
        // To the end, also when it is found: the time it takes says nothing.
        for (Entry entry : entries) {
            if (entry.hash().isSame(given)) {
                found = entry.caller();
            }
        }
        return Optional.ofNullable(found);
    }
}
