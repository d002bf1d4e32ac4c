/// Where bytes come from: what can be fetched, and fetching it without holding a thread.
///
/// {@link dev.interim.engine.source.Sources} turns an address into a {@link
/// dev.interim.engine.source.Source}, opening that gives a {@link dev.interim.engine.source.Fetch},
/// and taking from it never waits. What has to wait does so on a thread of its own and hands over
/// through a bounded `Pipe`: what a web server sends (`HttpSource`) and a request's body ({@link
/// dev.interim.engine.source.UploadSource}). Files and samples are read where they are taken.
///
/// A fetch over the web is a `Download`, brought in `Leg`s: each a stretch of the source over as
/// many `Exchange`s as it takes, of which an `Inquiry` accepts only what belongs to the same
/// version. `Ranges` brings several stretches at the same time, once a `Trial` has shown that the
/// server answers them. Exchanges are made by {@link dev.interim.engine.source.Connections} only,
/// to a `WebAddress` whose text has passed the rules and to addresses that a `CheckedResolver` has
/// passed; `Breaks` are the times between them.
@NullMarked
package dev.interim.engine.source;

import org.jspecify.annotations.NullMarked;
