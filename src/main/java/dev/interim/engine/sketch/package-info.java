/// Summaries of bounded memory and stated error: quantiles, distinct values, frequent values.
@NullMarked
package dev.interim.engine.sketch;

import org.jspecify.annotations.NullMarked;
