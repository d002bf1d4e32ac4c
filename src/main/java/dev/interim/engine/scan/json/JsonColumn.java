package dev.interim.engine.scan.json;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Schema;
import org.jspecify.annotations.Nullable;

/// A column as a scanner knows it. One owner.
final class JsonColumn {
    final Schema.Field field;

    /// Whether anybody asked for it.
    final boolean isWanted;

    /// Where its values go, `null` while the batch that is being filled has none.
    @Nullable Column cells;

    JsonColumn(Schema.Field field, boolean isWanted) {
        this.field = field;
        this.isWanted = isWanted;
    }
}
