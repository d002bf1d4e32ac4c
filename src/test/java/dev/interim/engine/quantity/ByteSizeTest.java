package dev.interim.engine.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "500000, 500000",
        "7B, 7",
        "1kB, 1000",
        "1KB, 1000",
        "20mb, 20000000",
        "1GB, 1000000000",
        "1 GB, 1000000000",
        "1.5TB, 1500000000000",
        "1KiB, 1024",
        "64MiB, 67108864",
        "1GiB, 1073741824",
        "2TiB, 2199023255552",
        "0.0001kB, 0",
        "999999999999999999, 999999999999999999",
    })
    void readsDecimalAndBinaryUnits(String text, long bytes) {
        assertThat(ByteSize.valueOf(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "GB",
                "-1",
                "1,5GB",
                "1e9",
                "1PB",
                "1GiBs",
                "1  GB",
                "0x10",
                "9223372036854775808",
                "10000000TB",
                "1G",
                "١GB"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.valueOf(text))
                .withMessage("a size is %s, not '%s'", ByteSize.GRAMMAR, text);
    }
}
