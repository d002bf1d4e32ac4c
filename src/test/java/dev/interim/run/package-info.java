/// Tests of runs, most of them in simulated time.
@NullMarked
package dev.interim.run;

import org.jspecify.annotations.NullMarked;
