package dev.interim.web;

import dev.interim.engine.stats.Snapshot;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What complete statistics say about the values of a column, of whatever type.
///
/// @param empty how many are the empty text
@Schema(name = "Content")
record ContentView(
        @Schema(description = "How many are the empty text, whether that is a value or not")
                long empty,
        @Schema(description = "Whether all rows have the same value") boolean constant,
        @Schema(description = "The number of different values by that of all values")
                Snapshot.@Nullable Share uniqueness,
        @Schema(description = "How many values were seen before") Snapshot.Distinct duplicates,
        @Schema(description = "In bits; null when not all different values could be counted")
                @Nullable Double entropy,
        @Schema(description = "How the values of the column's type follow each other")
                @Nullable OrderView order,
        @Schema(description = "Values that usually stand for a missing one, of those in `top`")
                List<Snapshot.Top> sentinels,
        @Schema(description = "Values chosen uniformly at random") List<String> examples) {
    /// How values follow each other.
    ///
    /// @param ups how many are greater than the one before
    @Schema(name = "Order")
    record OrderView(
            @Schema(allowableValues = {"ascending", "descending", "constant", "none"})
                    String direction,
            @Schema(description = "How many are greater than the one before") long ups,
            @Schema(description = "How many are less than the one before") long downs,
            @Schema(description = "How many equal the one before") long ties) {
        static @Nullable OrderView of(Snapshot.@Nullable Order order) {
            return order == null
                    ? null
                    : new OrderView(
                            order.direction().label(), order.ups(), order.downs(), order.ties());
        }
    }

    static @Nullable ContentView of(Snapshot.@Nullable Content content) {
        return content == null
                ? null
                : new ContentView(
                        content.empty(),
                        content.constant(),
                        content.uniqueness(),
                        content.duplicates(),
                        content.entropy(),
                        OrderView.of(content.order()),
                        content.sentinels(),
                        content.examples());
    }
}
