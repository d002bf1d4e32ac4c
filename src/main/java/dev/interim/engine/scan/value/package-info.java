/// One value at a time, straight from bytes: numbers, dates, truth values, nulls.
@NullMarked
package dev.interim.engine.scan.value;

import org.jspecify.annotations.NullMarked;
