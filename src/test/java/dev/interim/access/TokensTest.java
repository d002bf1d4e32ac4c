package dev.interim.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import dev.interim.job.Owner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/// Tokens whose issuer's keys are fetched, and what roles they give.
class TokensTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ISSUER = "https://issuer.example";

    private final ECKey key = key();
    private final LoopbackServer server =
            LoopbackServer.start()
                    .on(
                            "/keys",
                            Reply.of(
                                            new JWKSet(key.toPublicJWK())
                                                    .toString()
                                                    .getBytes(StandardCharsets.UTF_8))
                                    .header("Content-Type: application/json"));

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TokenSettings settings() {
        return new TokenSettings(
                ISSUER, "interim", URI.create(server.uri("/keys")), null, "scope", "interim:");
    }

    private JwtDecoder decoder() {
        return new Tokens(settings()).decoder(() -> NOW);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("other", "interim"))
                .subject("carol")
                .claim("scope", "interim:read interim:submit")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private String signed(JWTClaimsSet.Builder claims, @Nullable String type) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("one")
                        .type(type == null ? null : new JOSEObjectType(type))
                        .build();
        var token = new SignedJWT(header, claims.build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    @ParameterizedTest
    @CsvSource({"JWT", "at+jwt", ","})
    void isReadWithAKeyOfItsIssuer(@Nullable String type) throws JOSEException {
        var token = decoder().decode(signed(claims(), type));
        var caller = (Authentication) new TokenCallers(settings()).convert(token);
        assertThat(caller.getPrincipal())
                .isEqualTo(new Caller(new Owner("token:carol"), Role.SUBMIT));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void nobodyIsAskedBeforeTheFirstTokenComes() {
        decoder();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void tokenOfAnotherKindIsRefused() throws JOSEException {
        String token = signed(claims(), "logout+jwt");
        assertThatThrownBy(() -> decoder().decode(token)).isInstanceOf(JwtException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "exp"})
    void tokenThatDoesNotSayAllIsRefused(String claim) throws JOSEException {
        String token = signed(claims().claim(claim, null), "JWT");
        assertThatThrownBy(() -> decoder().decode(token)).isInstanceOf(JwtException.class);
    }

    /// Who takes the public key for a secret makes tokens of their own.
    @Test
    void tokenSignedWithThePublicKeyAsASecretIsRefused() throws JOSEException {
        byte[] secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build();
        var token = new SignedJWT(header, claims().build());
        token.sign(new MACSigner(secret));
        assertThatThrownBy(() -> decoder().decode(token.serialize()))
                .isInstanceOf(JwtException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "interim:read, READ",
        "openid interim:administer interim:read, ADMINISTER",
        "read, ",
        "interim:administers, ",
        "INTERIM:READ, ",
        "'', "
    })
    void roleIsTheHighestThatIsNamed(String scope, @Nullable Role role) throws JOSEException {
        for (Object claim : List.of(scope, List.of(scope.split(" ", -1)))) {
            var token = decoder().decode(signed(claims().claim("scope", claim), "JWT"));
            var caller = (Authentication) new TokenCallers(settings()).convert(token);
            if (role == null) {
                assertThat(caller.getAuthorities()).isEmpty();
            } else {
                assertThat(caller.getPrincipal())
                        .isEqualTo(new Caller(new Owner("token:carol"), role));
            }
        }
    }
}
