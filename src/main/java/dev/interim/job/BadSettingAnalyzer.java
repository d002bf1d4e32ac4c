package dev.interim.job;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says why the service does not start in a sentence, where a stack trace would drown it.
final class BadSettingAnalyzer extends AbstractFailureAnalyzer<BadSettingException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, BadSettingException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Change " + cause.setting() + "; docs/configuration.md says what it may be.",
                cause);
    }
}
