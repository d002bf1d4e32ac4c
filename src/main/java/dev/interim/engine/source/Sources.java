package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;

import dev.interim.engine.failure.FailureException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From an address to the source that it names.
public final class Sources {
    /// The sample that is used when nothing is named.
    public static final String SAMPLE = "sample:trips";

    private static final String SCHEMES = "http, https, file, sample and synthetic";
    private static final String RATE = "rate=";
    private static final Pattern WEB = Pattern.compile("\\s*https?:", Pattern.CASE_INSENSITIVE);
    private static final String MEMBER = "#" + MemberSource.PREFIX;

    private final FileRoots roots;
    private final Connections connections;
    private final FetchLimits limits;
    private final PipeSize pipe;
    private final Timing timing;

    /// Sources as the operator allows them; `connections` stays the caller's to close.
    ///
    /// @param limits for files and uploads; `connections` has its own
    public Sources(
            FileRoots roots,
            Connections connections,
            FetchLimits limits,
            PipeSize pipe,
            Timing timing) {
        this.roots = roots;
        this.connections = connections;
        this.limits = limits;
        this.pipe = pipe;
        this.timing = timing;
    }

    /// The source at an address: `http:`, `https:`, `file:` (with `*` for several files), `sample:`
    /// or `synthetic:`; with `#member=name` for a file of a zip archive.
    ///
    /// Refuses what can be seen to be wrong from the text (and, for a file, from the file system);
    /// connects to nobody.
    ///
    /// @throws FailureException `INVALID_REQUEST`, `FORBIDDEN_SOURCE`, `SOURCE_UNAVAILABLE`
    public Source of(String uri) {
        int hash = uri.indexOf(MEMBER);
        return hash < 0
                ? source(uri)
                : MemberSource.of(
                        source(uri.substring(0, hash)), uri, parsed("zip:/" + uri.substring(hash)));
    }

    private Source source(String uri) {
        if (WEB.matcher(uri).lookingAt()) {
            return new HttpSource(uri, WebAddress.of(uri, connections.rules()), connections, pipe);
        }
        URI parsed = parsed(uri);
        String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" ->
                    FilePattern.isPattern(parsed)
                            ? new FilesSource(parsed, roots, limits)
                            : new FileSource(parsed, roots, limits);
            case "sample" -> sample(parsed);
            case "synthetic" -> SyntheticSource.of(parsed.toString());
            case "null" ->
                    throw invalid("an address begins with its scheme; there are " + SCHEMES, null);
            default -> throw invalid("unknown scheme " + scheme + "; there are " + SCHEMES, null);
        };
    }

    /// The body of a request as a source; see {@link UploadSource}.
    public UploadSource upload(InputStream body, Origin announced) {
        return new UploadSource(body, announced, pipe, limits);
    }

    private Source sample(URI uri) {
        String text = uri.getSchemeSpecificPart();
        int question = text.indexOf('?');
        String name = question < 0 ? text : text.substring(0, question);
        String option = question < 0 ? "" : text.substring(question + 1);
        if (!name.equals("trips")) {
            throw invalid("unknown sample " + name + "; there is " + SAMPLE, null);
        }
        if (!option.isEmpty() && !option.startsWith(RATE)) {
            throw invalid(
                    "unknown option " + option + "; a sample takes rate, such as rate=2MB", null);
        }
        Rate rate = option.isEmpty() ? null : Rate.parse(option.substring(RATE.length()));
        return new SampleSource(uri.toString(), rate, timing);
    }

    private static URI parsed(String uri) {
        try {
            return new URI(uri);
        } catch (URISyntaxException e) {
            throw invalid("not a valid address: " + e.getReason() + " at " + e.getIndex(), e);
        }
    }

    private static FailureException invalid(String sentence, @Nullable Exception cause) {
        return new FailureException(INVALID_REQUEST, sentence, cause);
    }
}
