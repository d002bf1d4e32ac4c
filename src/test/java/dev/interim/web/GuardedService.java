package dev.interim.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/// The whole service as it runs where it asks everybody who they are, and those whom it knows.
@ActiveProfiles("server")
@TestPropertySource(
        properties = {
            "management.server.port=0",
            "interim.access.keys.reader.role=read",
            "interim.access.keys.reader.owner=alice",
            "interim.access.keys.alice.role=submit",
            "interim.access.keys.bob.role=submit",
            "interim.access.keys.root.role=administer",
            "interim.access.tokens.issuer=https://issuer.example",
            "interim.access.tokens.audience=interim"
        })
abstract class GuardedService extends LiveService {
    static final String READER = key('r');
    static final String ALICE = key('a');
    static final String BOB = key('b');
    static final String ROOT = key('0');

    static final String ENDLESS = "synthetic:work?duration=1h";

    private static final KeyPair ISSUERS = rsa();
    private static final KeyPair STRANGERS = rsa();

    @Value("${local.management.port}")
    int managementPort;

    @DynamicPropertySource
    static void credentials(DynamicPropertyRegistry properties) {
        properties.add("interim.access.keys.reader.hash", () -> hash(READER));
        properties.add("interim.access.keys.alice.hash", () -> hash(ALICE));
        properties.add("interim.access.keys.bob.hash", () -> hash(BOB));
        properties.add("interim.access.keys.root.hash", () -> hash(ROOT));
        properties.add("interim.access.tokens.public-key", GuardedService::issuersKey);
    }

    private static String key(char of) {
        return "interim_" + Character.toString(of).repeat(43);
    }

    private static String hash(String key) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return "sha256:"
                    + HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair rsa() {
        try {
            var pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(2048);
            return pairs.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Path issuersKey() {
        byte[] key = ISSUERS.getPublic().getEncoded();
        try {
            return Files.writeString(
                    ROOT_OF_KEYS.resolve("issuer.pem"),
                    "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                            .formatted(Base64.getMimeEncoder().encodeToString(key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Path ROOT_OF_KEYS = directory();

    private static Path directory() {
        try {
            return Files.createTempDirectory("interim-keys-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a good token says; a test spoils one thing.
    static JWTClaimsSet.Builder claims(String subject, String scope) {
        return new JWTClaimsSet.Builder()
                .issuer("https://issuer.example")
                .audience("interim")
                .subject(subject)
                .claim("scope", scope)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    static String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, ISSUERS);
    }

    static String signedByAStranger(JWTClaimsSet.Builder claims) {
        return signed(claims, STRANGERS);
    }

    private static String signed(JWTClaimsSet.Builder claims, KeyPair by) {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims.build());
        try {
            token.sign(new RSASSASigner(by.getPrivate()));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    /// With `"alg": "none"`.
    static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    /// The answer to a call by somebody.
    HttpResponse<String> ask(String key, String method, String path) {
        return send(call(method, path).header("X-API-Key", key));
    }

    /// A call that does not say whose it is.
    HttpRequest.Builder call(String method, String path) {
        return request(path).method(method, BodyPublishers.noBody());
    }

    /// Starts a job of somebody and answers its id.
    String startedBy(String key, String uri) {
        return accepted(ask(key, "POST", "/jobs?uri=" + encoded(uri)));
    }

    /// Cancels a job as an administrator may.
    void cancelled(String id) {
        ask(ROOT, "DELETE", "/jobs/" + id);
    }
}
