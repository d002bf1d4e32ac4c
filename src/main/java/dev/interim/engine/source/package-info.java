/// Where bytes come from: what can be fetched, and fetching it without holding a thread.
///
/// {@link dev.interim.engine.source.Sources} turns an address into a {@link
/// dev.interim.engine.source.Source}, opening that gives a {@link dev.interim.engine.source.Fetch},
/// and taking from it never waits. What has to wait does so on a thread of its own and hands over
/// through a bounded `Pipe`: a web server's answer (`HttpSource`, by an `Exchange` that only {@link
/// dev.interim.engine.source.Connections} makes, to a `WebAddress` whose text has passed the rules
/// and addresses that a `CheckedResolver` has passed) and a request's body ({@link
/// dev.interim.engine.source.UploadSource}). Files and samples are read where they are taken.
@NullMarked
package dev.interim.engine.source;

import org.jspecify.annotations.NullMarked;
