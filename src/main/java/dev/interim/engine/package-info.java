/// Statistics of a dataset in plain Java: bytes in, snapshots out, no framework anywhere below.
///
/// [Profiler] is all of it in one call, on the calling thread; who wants turns, lanes and
/// intermediate results puts the parts together: a chunker of `scan`, a part for each lane and a
/// profile of `stats`.
@NullMarked
package dev.interim.engine;

import org.jspecify.annotations.NullMarked;
