package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.simd.Hashes;
import dev.interim.engine.simd.Starts;
import java.util.ArrayList;
import java.util.List;

/// What one batch adds to a profile, worked out without looking at the profile: this is what lanes
/// do side by side. The batch stays untouched until the part was added.
///
/// Reused from batch to batch. One owner, handed over with its batch.
public final class Part {
    private final Measures measures;
    private final List<ColumnPart> columns = new ArrayList<>();
    private final AcrossPart across;
    private final Hashes mixing = Hashes.fastest();
    private final Starts starts = Starts.fastest();
    private final Batch batch = new Batch();

    /// @param measures what is computed
    public Part(Measures measures) {
        this.measures = measures;
        across = new AcrossPart(measures);
    }

    /// The batch that is to be filled before [#compute(Schema)].
    public Batch batch() {
        return batch;
    }

    /// How many columns the batch brings.
    ///
    /// @param schema the columns of the dataset, as far as they are known without the batch
    public int width(Schema schema) {
        return batch.schema() == null ? schema.width() : batch.schema().width();
    }

    /// How many groups the batch has at most; 0 where nothing is grouped. Once it is computed.
    public int groups() {
        return measures.grouping() == null ? 0 : across.keys().size() + 1;
    }

    /// Works out what the batch adds.
    ///
    /// @param schema the columns of the dataset, as far as they are known without the batch
    public void compute(Schema schema) {
        var brought = batch.schema() == null ? schema : batch.schema();
        while (columns.size() < brought.width()) {
            columns.add(new ColumnPart(measures, columns.size(), mixing, starts));
        }
        var grouping = measures.grouping();
        int key = grouping == null ? -1 : brought.place(grouping.column());
        for (int i = 0; i < brought.width(); i++) {
            columns.get(i).take(batch, batch.column(i), i == key);
        }
        across.take(batch, brought, columns);
    }

    AcrossPart across() {
        return across;
    }

    ColumnPart column(int place) {
        return columns.get(place);
    }
}
