package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// One file of an archive that stands at another address: `…/a.zip#member=b.csv`.
///
/// What stands behind the `#` never leaves this machine; whoever decodes the bytes asks for it.
final class MemberSource implements Source {
    static final String PREFIX = "member=";

    private final Source archive;
    private final String uri;
    private final String member;

    private MemberSource(Source archive, String uri, String member) {
        this.archive = archive;
        this.uri = uri;
        this.member = member;
    }

    /// @param uri the whole address
    static MemberSource of(Source archive, String uri, URI parsed) {
        String member = String.valueOf(parsed.getFragment()).substring(PREFIX.length());
        if (member.isEmpty()) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST, "behind #member= stands the name of a file");
        }
        return new MemberSource(archive, uri, member);
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public Fetch open(Runnable ready) {
        return archive.open(ready);
    }

    @Override
    public @Nullable String member() {
        return member;
    }

    @Override
    public void abandon() {
        archive.abandon();
    }

    @Override
    public long memory() {
        return archive.memory();
    }

    @Override
    public long mostMemory() {
        return archive.mostMemory();
    }

    @Override
    public Toll toll() {
        return archive.toll();
    }
}
