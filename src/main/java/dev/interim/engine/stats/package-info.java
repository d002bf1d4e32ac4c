/// What is computed: accumulators that add, merge and are read as snapshots.
@NullMarked
package dev.interim.engine.stats;

import org.jspecify.annotations.NullMarked;
