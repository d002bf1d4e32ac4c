package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Schema;
import org.jspecify.annotations.Nullable;

/// A column as a scanner knows it. One owner.
final class JsonColumn {
    final Schema.Field field;

    /// The key that its values, or its arrays, stand behind.
    final JsonKey key;

    /// Whether anybody asked for it.
    final boolean isWanted;

    /// Where its values go, `null` while the batch that is being filled has none.
    @Nullable Column cells;

    /// The generation of its last value, while values are tracked.
    long generation;

    JsonColumn(JsonKey key, Schema.Field field, boolean isWanted) {
        this.key = key;
        this.field = field;
        this.isWanted = isWanted;
    }
}
