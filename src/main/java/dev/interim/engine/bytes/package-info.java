/// State as bytes: written plainly, read back with distrust.
@NullMarked
package dev.interim.engine.bytes;

import org.jspecify.annotations.NullMarked;
