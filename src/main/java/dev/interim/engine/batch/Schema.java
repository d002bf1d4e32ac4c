package dev.interim.engine.batch;

import java.util.List;

/// The columns of a dataset that are looked at.
///
/// @param fields those that are known from the start, in the order of the dataset
/// @param room how many more may appear, as records bring them
public record Schema(List<Field> fields, int room) {
    /// One column.
    ///
    /// @param name without control characters; unique in the schema, as far as that is known
    /// @param index its place in the dataset, from 0; [#BY_APPEARANCE] when that is the order in
    ///   which columns appear
    /// @param path what tells it from all other columns, even those that are called the same
    public record Field(String name, int index, String path) {
        /// The dataset has no order of columns but that in which they appear.
        public static final int BY_APPEARANCE = -1;

        /// A column that its name tells from all others.
        public Field(String name, int index) {
            this(name, index, name);
        }
    }

    /// Copies the list.
    public Schema {
        fields = List.copyOf(fields);
        if (fields.isEmpty() && room < 1) {
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

    /// These columns and no others.
    public Schema(List<Field> fields) {
        this(fields, 0);
    }

    /// No columns yet.
    ///
    /// @param most how many may appear
    public static Schema growing(int most) {
        return new Schema(List.of(), most);
    }

    /// How many columns are known from the start.
    public int width() {
        return fields.size();
    }
}
