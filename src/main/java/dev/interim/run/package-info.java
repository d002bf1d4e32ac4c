/// A job's lanes for each strategy: what a turn of fetch and a turn of statistics do.
@NullMarked
package dev.interim.run;

import org.jspecify.annotations.NullMarked;
