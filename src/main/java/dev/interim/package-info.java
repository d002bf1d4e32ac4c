/// Interim: statistics of a dataset while it is being fetched. This page is the map.
///
/// The way of a byte, from the address a client names to the number it reads:
///
/// 1. `web` takes the request and checks it. It is the only package that speaks HTTP to clients.
/// 2. `job` makes a job of it: an id, a spec, a state, a log of events.
/// 3. `run` cuts the job into lanes, as its strategy says: one after the other, in turns, or side
///    by side.
/// 4. `schedule` decides which lane has the next turn on which worker. It knows neither jobs nor
///    data.
/// 5. `engine.source` fetches a slice of bytes: from the network, a file, an upload, a generator.
/// 6. `engine.codec` decompresses it, where its first bytes say that it is compressed, and makes
///    UTF-8 of it.
/// 7. `engine.scan` finds whole records in it and parses their fields.
/// 8. `engine.batch` holds the parsed records, column by column.
/// 9. `engine.stats` adds them to its accumulators, with the bounded summaries of `engine.sketch`,
///    and is read as a snapshot whenever somebody asks.
/// 10. The snapshot becomes an event in the job's log, and `web` sends it to whoever listens.
///
/// Beside this way stand `access`, which knows who may do what and lets nobody else come to `web`
/// where that is asked, and `metrics`: it listens to jobs and executors, and counts and traces for
/// whoever runs the service.
///
/// Arrows between packages go one way, from the top of this list to its bottom; `engine` is plain
/// Java and can be used without the rest. `docs/architecture.md` draws the arrows.
@NullMarked
package dev.interim;

import org.jspecify.annotations.NullMarked;
