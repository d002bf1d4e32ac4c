/// Many bytes, fields or numbers in one step: each way twice, with the Vector API where the JVM was
/// started with it (`--add-modules jdk.incubator.vector`) and has wide registers, and without.
@NullMarked
package dev.interim.engine.simd;

import org.jspecify.annotations.NullMarked;
