/// Bytes into batches: dialect and schema, chunks of whole records, columns of values.
@NullMarked
package dev.interim.engine.scan;

import org.jspecify.annotations.NullMarked;
