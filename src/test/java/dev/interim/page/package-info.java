/// The live page, in a real browser.
@NullMarked
package dev.interim.page;

import org.jspecify.annotations.NullMarked;
