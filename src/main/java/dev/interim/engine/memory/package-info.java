/// How much memory all jobs together may take, and who takes it: charged before it is allocated.
@NullMarked
package dev.interim.engine.memory;

import org.jspecify.annotations.NullMarked;
