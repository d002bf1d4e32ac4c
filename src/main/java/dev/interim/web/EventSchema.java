package dev.interim.web;

import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Events as the API's description has them: one schema for each, told apart by `event`.
@Schema(
        name = "Event",
        description =
                "A server-sent event: `id` and `event` stand on lines of their own, `data` is one"
                        + " line of JSON",
        oneOf = {
            EventSchema.StateEvent.class,
            EventSchema.ProgressEvent.class,
            EventSchema.SnapshotEvent.class,
            EventSchema.WarningEvent.class,
            EventSchema.GapEvent.class,
            EventSchema.DoneEvent.class
        },
        discriminatorProperty = "event",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "state", schema = EventSchema.StateEvent.class),
            @DiscriminatorMapping(value = "progress", schema = EventSchema.ProgressEvent.class),
            @DiscriminatorMapping(value = "snapshot", schema = EventSchema.SnapshotEvent.class),
            @DiscriminatorMapping(value = "warning", schema = EventSchema.WarningEvent.class),
            @DiscriminatorMapping(value = "gap", schema = EventSchema.GapEvent.class),
            @DiscriminatorMapping(value = "done", schema = EventSchema.DoneEvent.class)
        })
sealed interface EventSchema {
    /// The state of a job changed.
    @Schema(
            name = "StateEvent",
            description = "At every change of state, and first of all for a new subscriber")
    record StateEvent(
            @Nullable String id, @Schema(allowableValues = "state") String event, JobView data)
            implements EventSchema {}

    /// A job has moved on.
    @Schema(name = "ProgressEvent", description = "At most every 100 ms while the job runs")
    record ProgressEvent(
            String id, @Schema(allowableValues = "progress") String event, ProgressView data)
            implements EventSchema {}

    /// There is a new snapshot.
    @Schema(
            name = "SnapshotEvent",
            description =
                    "As soon as there is a first result, then at most every 250 ms; the last has"
                            + " `final: true`. Replaces the one before")
    record SnapshotEvent(
            @Nullable String id,
            @Schema(allowableValues = "snapshot") String event,
            SnapshotView data)
            implements EventSchema {}

    /// Something is odd.
    @Schema(name = "WarningEvent", description = "Something is odd with the data")
    record WarningEvent(
            String id, @Schema(allowableValues = "warning") String event, EventView.Warning data)
            implements EventSchema {}

    /// Events are gone.
    @Schema(
            name = "GapEvent",
            description =
                    "Events that were missed are gone; a fresh `state` and `snapshot` without ids"
                            + " follow")
    record GapEvent(
            @Nullable String id, @Schema(allowableValues = "gap") String event, EventView.Gap data)
            implements EventSchema {}

    /// It is over.
    @Schema(name = "DoneEvent", description = "Once, last; the server then closes the stream")
    record DoneEvent(String id, @Schema(allowableValues = "done") String event, JobView data)
            implements EventSchema {}
}
