/// Benchmarks: what the engine costs, alone and beside its peers, on data made with fixed seeds.
@NullMarked
package dev.interim.bench;

import org.jspecify.annotations.NullMarked;
