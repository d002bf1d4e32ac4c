package dev.interim.access;

import dev.interim.job.BadSettingException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// Stops the start where it is not said who may use the service, or said in two ways.
final class Contradictions implements BeanFactoryPostProcessor {
    static final String SERVER = "server";
    private static final Profiles ON_SERVER = Profiles.of(SERVER);
    private static final Profiles ON_LAPTOP = Profiles.of("laptop");

    private final Environment environment;
    private final AccessSettings settings;
    private final TokenSettings tokens;

    Contradictions(Environment environment) {
        this.environment = environment;
        var binder = Binder.get(environment);
        settings = binder.bindOrCreate("interim.access", AccessSettings.class);
        tokens = binder.bindOrCreate("interim.access.tokens", TokenSettings.class);
    }

    /// @throws BadSettingException with a sentence about the first one there is
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (environment.acceptsProfiles(ON_SERVER)) {
            refuseOnServer();
        } else {
            refuseOnLaptop();
        }
    }

    private void refuseOnServer() {
        if (environment.acceptsProfiles(ON_LAPTOP)) {
            throw bad(
                    "spring.profiles.active",
                    "the profiles laptop and server contradict each other: choose one");
        }
        if (isAnonymous()) {
            throw bad(
                    "interim.access.anonymous",
                    "the profile server asks everybody who they are, and"
                            + " interim.access.anonymous=true nobody: choose one");
        }
        if (settings.keys().isEmpty() && !tokens.isConfigured()) {
            throw bad(
                    "interim.access.keys",
                    "the profile server asks everybody for a key or a token, and none is"
                            + " configured: make a key with 'java -jar interim.jar key'");
        }
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            throw bad(
                    "management.server.port",
                    "health and metrics would be for everybody who reaches the service: give"
                            + " management.server.port a port of its own");
        }
    }

    private void refuseOnLaptop() {
        if (!settings.keys().isEmpty() || tokens.isConfigured()) {
            throw bad(
                    "interim.access",
                    "keys or tokens are configured, and only the profile server asks for them:"
                            + " start with spring.profiles.active=server, or remove them");
        }
        if (Boolean.FALSE.equals(settings.anonymous())) {
            throw bad(
                    "interim.access.anonymous",
                    "interim.access.anonymous=false wants everybody to be asked who they are, which"
                            + " only the profile server does: start with"
                            + " spring.profiles.active=server");
        }
        var listening = listening();
        if ((listening == null || !listening.isLoopbackAddress()) && !isAnonymous()) {
            throw bad(
                    "server.address",
                    "the service is to listen on "
                            + (listening == null ? "all addresses" : listening.getHostAddress())
                            + ", where others reach it, and nobody said who may use it: start with"
                            + " spring.profiles.active=server, which asks for keys, or set"
                            + " interim.access.anonymous=true for whoever reaches it");
        }
    }

    private boolean isAnonymous() {
        return Boolean.TRUE.equals(settings.anonymous());
    }

    private @Nullable InetAddress listening() {
        return Binder.get(environment).bind("server.address", InetAddress.class).orElse(null);
    }

    private static BadSettingException bad(String setting, String sentence) {
        return new BadSettingException(setting, new IllegalArgumentException(sentence));
    }
}
