/// Statistics of a dataset in plain Java: bytes in, snapshots out, no framework anywhere below.
@NullMarked
package dev.interim.engine;

import org.jspecify.annotations.NullMarked;
