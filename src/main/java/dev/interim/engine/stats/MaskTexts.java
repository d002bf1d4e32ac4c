package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.util.Arrays;

/// The patterns of the texts of a column of a batch.
record MaskTexts(Batch batch, Column column) implements ValueTexts {
    @Override
    public byte kind(int row) {
        return Kind.TEXT.code();
    }

    @Override
    public byte[] kept(int row) {
        return Mask.of(batch.bytes(), column.from()[row], column.to()[row]);
    }

    @Override
    public boolean isSame(int row, byte keptKind, byte... kept) {
        return Arrays.equals(kept(row), kept);
    }
}
