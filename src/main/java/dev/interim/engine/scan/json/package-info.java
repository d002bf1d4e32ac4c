/// JSON: objects in lines, one after another or in an array; nested ones as columns with dotted
/// names.
@NullMarked
package dev.interim.engine.scan.json;

import org.jspecify.annotations.NullMarked;
