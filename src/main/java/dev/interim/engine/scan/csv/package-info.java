/// Separated values (RFC 4180 and its dialects) into batches.
@NullMarked
package dev.interim.engine.scan.csv;

import org.jspecify.annotations.NullMarked;
