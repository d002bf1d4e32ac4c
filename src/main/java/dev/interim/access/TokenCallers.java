package dev.interim.access;

import dev.interim.job.Owner;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Whose token it is, and what its bearer may do.
final class TokenCallers implements Converter<Jwt, AbstractAuthenticationToken> {
    private final String claim;
    private final String prefix;

    TokenCallers(TokenSettings settings) {
        claim = settings.claim();
        prefix = settings.prefix();
    }

    /// A good token without a role of ours is known, and may do nothing.
    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        var owner = new Owner("token:" + token.getSubject());
        return highest(words(token))
                .<AbstractAuthenticationToken>map(
                        role -> new CallerAuthentication(new Caller(owner, role)))
                .orElseGet(() -> new JwtAuthenticationToken(token));
    }

    private Optional<Role> highest(Collection<?> words) {
        return Arrays.stream(Role.values())
                .filter(role -> words.contains(prefix + role.label()))
                .reduce((_, higher) -> higher);
    }

    private Collection<?> words(Jwt token) {
        return switch (token.getClaims().get(claim)) {
            case String line -> List.of(line.split(" ", -1));
            case Collection<?> list -> list;
            case null, default -> List.of();
        };
    }
}
