package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import java.util.ArrayList;
import java.util.List;

/// What one batch adds to a profile, worked out without looking at the profile: this is what lanes
/// do side by side. The batch stays untouched until the part was added.
///
/// Reused from batch to batch. One owner, handed over with its batch.
public final class Part {
    private final Statistics statistics;
    private final List<ColumnPart> columns = new ArrayList<>();
    private final Batch batch = new Batch();

    /// @param statistics how much is computed
    public Part(Statistics statistics) {
        this.statistics = statistics;
    }

    /// The batch that is to be filled before [#compute()].
    public Batch batch() {
        return batch;
    }

    /// Works out what the batch adds.
    public void compute() {
        int width = batch.width();
        while (columns.size() < width) {
            columns.add(new ColumnPart(statistics));
        }
        for (int i = 0; i < width; i++) {
            columns.get(i).take(batch, batch.column(i));
        }
    }

    ColumnPart column(int place) {
        return columns.get(place);
    }
}
