package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;

/// The values of a column of a batch.
record ColumnTexts(Batch batch, Column column) implements ValueTexts {
    @Override
    public byte kind(int row) {
        return Identity.kind(
                column.kinds()[row], batch.bytes(), column.from()[row], column.to()[row]);
    }

    @Override
    public byte[] kept(int row) {
        return Identity.kept(kind(row), batch.bytes(), column.from()[row], column.to()[row]);
    }

    @Override
    public boolean isSame(int row, byte keptKind, byte... kept) {
        return Identity.isSame(
                kind(row), batch.bytes(), column.from()[row], column.to()[row], keptKind, kept);
    }
}
