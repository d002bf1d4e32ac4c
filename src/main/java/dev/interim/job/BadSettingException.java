package dev.interim.job;

/// A setting with which the service cannot start.
public final class BadSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    /// @param setting its name, or what its names begin with
    public BadSettingException(String setting, IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
