package dev.interim.engine.source;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/// The bundled sample: a year of invented bicycle trips as CSV, the same bytes everywhere and
/// always.
///
/// About 4 MB with columns of every type; text beyond ASCII, quoted commas, quotes and line breaks,
/// empty and `NA` values. Built from whole numbers of {@link Random}, whose sequence its contract
/// fixes. One is used by one thread, once.
final class SampleTrips {
    /// How many bytes there are in all.
    static final long BYTES = 3_976_972;

    private static final int ROWS = 36_000;
    private static final long SEED = 20_250_101;
    private static final long FIRST_SECOND = 1_735_689_600; // 2025-01-01T00:00:00Z
    // A little less than the year has, to stay inside it.
    private static final int MEAN_GAP = 365 * 24 * 60 * 60 / ROWS - 6;
    private static final int PART = 50_000;
    private static final String HEADER =
            "id,started_at,date,from_station,to_station,duration_s,distance_km,fare,tip,"
                    + "temperature_c,is_member,rating,comment,code\n";
    private static final String[] STATIONS = {
        "Am Brühl", "Alter Hafen", "Apfelgasse", "Bergstraße", "Birkenhöhe", "Brückenkopf",
        "Café Möwe", "Dünenweg", "Eichplatz", "Elsterufer", "Färberhof", "Fährsteg",
        "Gärtnerei", "Glashütte", "Grüne Mitte", "Hafentor", "Höhenweg", "Jägerruh",
        "Kastanienallee", "Königswiese", "Lärchenfeld", "Lindenhof", "Löwentor", "Markthalle",
        "Mühlenteich", "Museumsinsel", "Neue Börse", "Nordbad", "Obstmarkt", "Parkbühne",
        "Quellental", "Rosengarten", "Rößlestraße", "Schlossgraben", "Südkreuz", "Tänzerbrunnen",
        "Uferpromenade", "Vögelchen", "Weiße Brücke", "Zöllnerplatz"
    };
    private static final String[] COMMENTS = {
        "Smooth ride",
        "\"Late, but friendly\"",
        "\"The sign said \"\"closed\"\", it was open\"",
        "\"Saddle too low,\nbell missing\"",
        "Schöne Strecke über den Fluß",
        "\"\"\"Again!\"\" said the child\"",
        "\"Rain, wind;\ttwo stops\n\nand a rainbow\"",
        "Bremse quietscht"
    };

    private final Random random = new Random(SEED);
    private final StringBuilder csv = new StringBuilder(HEADER);
    private long second = FIRST_SECOND;
    private int rows;

    /// The next few dozen kilobytes, in whole rows; empty after the last.
    byte[] next() {
        while (rows < ROWS && csv.length() < PART) {
            rows++;
            second += 1 + random.nextInt(2 * MEAN_GAP - 1);
            row(rows, LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        }
        byte[] part = csv.toString().getBytes(StandardCharsets.UTF_8);
        csv.setLength(0);
        return part;
    }

    private void row(int id, LocalDateTime start) {
        boolean isMember = chance(62);
        int seconds = 90 + random.nextInt(900) + (chance(12) ? random.nextInt(5_400) : 0);
        int metres = seconds * (25 + random.nextInt(35)) / 10;
        int fareCents = (isMember ? 0 : 100) + 12 * (seconds / 60) + random.nextInt(20);
        field(Integer.toString(id));
        field(start.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + "Z");
        field(start.toLocalDate().toString());
        field(station());
        field(station());
        field(Integer.toString(seconds));
        field(decimal(metres, 1_000));
        field(chance(3) ? "" : decimal(fareCents, 100));
        field(chance(70) ? "0.00" : decimal(random.nextInt(1 + fareCents / 2), 100));
        field(decimal(temperatureTenths(start), 10));
        field(Boolean.toString(isMember));
        field(chance(18) ? "NA" : Integer.toString(rating()));
        field(chance(93) ? "" : COMMENTS[random.nextInt(COMMENTS.length)]);
        csv.append(code()).append('\n');
    }

    private void field(String text) {
        csv.append(text).append(',');
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// The earlier in the list, the more trips: the smallest of two draws.
    private String station() {
        int one = random.nextInt(STATIONS.length);
        int other = random.nextInt(STATIONS.length);
        return STATIONS[Math.min(one, other)];
    }

    private int rating() {
        int one = random.nextInt(5);
        int other = random.nextInt(5);
        return 1 + Math.max(one, other);
    }

    /// Tenths of a degree: coldest in mid-January and at four in the morning, with some weather.
    private int temperatureTenths(LocalDateTime at) {
        int daysFromSummer = Math.abs(at.getDayOfYear() - 197);
        int hoursFromNoon = Math.abs(at.getHour() - 15);
        int weather = random.nextInt(61) + random.nextInt(61) - 60;
        return 220 - daysFromSummer * 6 / 5 - hoursFromNoon * 5 + weather;
    }

    private String code() {
        return hex() + '-' + hex() + '-' + hex();
    }

    private String hex() {
        return Integer.toHexString(0x1_0000 + random.nextInt(0x1_0000)).substring(1);
    }

    /// The number `units / scale` with all its decimals; `scale` is a power of ten.
    private static String decimal(int units, int scale) {
        int magnitude = Math.abs(units);
        String fraction = Integer.toString(scale + magnitude % scale).substring(1);
        return (units < 0 ? "-" : "") + magnitude / scale + '.' + fraction;
    }
}
