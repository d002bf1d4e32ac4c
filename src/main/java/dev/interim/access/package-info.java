/// Who may do what: keys, tokens, tickets, roles and quotas, and whether anybody is asked at all.
@NullMarked
package dev.interim.access;

import org.jspecify.annotations.NullMarked;
