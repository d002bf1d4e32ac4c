package dev.interim.engine.batch;

import java.util.List;

/// The columns of a dataset that are looked at.
///
/// @param fields in the order of the dataset, at least one
public record Schema(List<Field> fields) {
    /// One column.
    ///
    /// @param name unique in the schema, without control characters
    /// @param index its place in the dataset, from 0
    public record Field(String name, int index) {}

    /// Copies the list.
    public Schema {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a schema has at least one column");
        }
    }

    /// Where the column of that name stands, −1 when there is none.
    public int place(String name) {
        for (int place = 0; place < fields.size(); place++) {
            if (fields.get(place).name().equals(name)) {
                return place;
            }
        }
        return -1;
    }

    /// How many columns are looked at.
    public int width() {
        return fields.size();
    }
}
