package dev.interim.bench;

import java.io.IOException;
import java.util.SplittableRandom;

/// One row of the wide dataset. Reused from row to row.
final class WideRow {
    static final String[] NAMES = {
        "id",
        "started_at",
        "ended_at",
        "passengers",
        "distance",
        "rate",
        "stored",
        "zone_from",
        "zone_to",
        "payment",
        "fare",
        "extra",
        "tax",
        "tip",
        "tolls",
        "total",
        "airport",
        "driver",
        "comment",
        "vendor"
    };
    private static final String[] PAYMENTS = {"card", "cash", "no charge", "dispute", "unknown"};
    private static final String[] VENDORS = {"North", "South", "East & West", "Harbour"};
    private static final String[] SYLLABLES = {
        "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wü", "zan", "der", "burg", "feld"
    };
    private static final String[] WORDS = {
        "late",
        "polite driver",
        "traffic on the bridge",
        "left a bag",
        "two stops",
        "quiet ride",
        "rain",
        "asked for a receipt",
        "long way round",
        "no change"
    };
    private static final int ZONES = 265;
    private static final int DRIVERS = 200_000;

    private final String[] zones = new String[ZONES];
    private long id;
    private int day;
    private int second;
    private int length;
    private int passengers;
    private int distance;
    private int rate;
    private boolean isStored;
    private int from;
    private int to;
    private int payment;
    private int fare;
    private int extra;
    private int tax;
    private int tip;
    private int tolls;
    private int airport;
    private int driver;
    private int comment;
    private int vendor;

    WideRow() {
        for (int i = 0; i < ZONES; i++) {
            zones[i] = name(i, 2 + i % 3) + (i % 7 == 0 ? ", " + name(i + 1, 2) : "");
        }
    }

    /// An invented name of some syllables.
    static String name(int number, int syllables) {
        var name = new StringBuilder();
        int rest = number * 31 + 7;
        for (int i = 0; i < syllables; i++) {
            name.append(SYLLABLES[Math.floorMod(rest, SYLLABLES.length)]);
            rest = rest / SYLLABLES.length + number + i * 5;
        }
        name.append(number);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    void next(long number, SplittableRandom random) {
        id = number + 1;
        day = random.nextInt(28);
        second = random.nextInt(20 * 3600);
        length = 60 + random.nextInt(7200);
        passengers = 1 + random.nextInt(6);
        distance = 20 + random.nextInt(4000);
        rate = 1 + random.nextInt(3) * random.nextInt(3);
        isStored = random.nextInt(100) == 0;
        from = random.nextInt(ZONES);
        to = random.nextInt(ZONES);
        payment = random.nextInt(PAYMENTS.length);
        fare = 250 + distance * 2 + length / 10;
        extra = random.nextInt(4) * 50;
        tax = 50;
        tip = random.nextInt(3) == 0 ? -1 : fare * random.nextInt(30) / 100;
        tolls = random.nextInt(20) == 0 ? 655 : 0;
        airport = random.nextInt(10) == 0 ? 125 : random.nextInt(4) == 0 ? -1 : 0;
        driver = random.nextInt(DRIVERS);
        comment = random.nextInt(100);
        vendor = random.nextInt(VENDORS.length);
    }

    private int total() {
        return fare + extra + tax + Math.max(0, tip) + tolls + Math.max(0, airport);
    }

    void writeCsv(RowWriter out) throws IOException {
        out.number(id).sign(',');
        time(out, second).sign(',');
        time(out, second + length).sign(',');
        out.number(passengers).sign(',').hundredths(distance).sign(',').number(rate).sign(',');
        out.sign(isStored ? 'Y' : 'N').sign(',');
        quotedIfNeeded(out, zones[from]).sign(',');
        quotedIfNeeded(out, zones[to]).sign(',');
        out.text(PAYMENTS[payment]).sign(',').hundredths(fare).sign(',').hundredths(extra);
        out.sign(',').hundredths(tax).sign(',');
        optional(out, tip).sign(',');
        out.hundredths(tolls).sign(',').hundredths(total()).sign(',');
        optional(out, airport).sign(',').sign('D').padded(driver, 6).sign(',');
        comment(out, "\"\"", "\n").sign(',');
        out.text(VENDORS[vendor]).end();
    }

    void writeJson(RowWriter out) throws IOException {
        int column = 0;
        out.sign('{');
        key(out, column++).number(id);
        text(key(out.sign(','), column++)).padded(0, 0);
        time(out, second).sign('"');
        text(key(out.sign(','), column++)).padded(0, 0);
        time(out, second + length).sign('"');
        key(out.sign(','), column++).number(passengers);
        key(out.sign(','), column++).hundredths(distance);
        key(out.sign(','), column++).number(rate);
        text(key(out.sign(','), column++)).sign(isStored ? 'Y' : 'N').sign('"');
        text(key(out.sign(','), column++)).text(zones[from]).sign('"');
        text(key(out.sign(','), column++)).text(zones[to]).sign('"');
        text(key(out.sign(','), column++)).text(PAYMENTS[payment]).sign('"');
        key(out.sign(','), column++).hundredths(fare);
        key(out.sign(','), column++).hundredths(extra);
        key(out.sign(','), column++).hundredths(tax);
        orNull(key(out.sign(','), column++), tip);
        key(out.sign(','), column++).hundredths(tolls);
        key(out.sign(','), column++).hundredths(total());
        orNull(key(out.sign(','), column++), airport);
        text(key(out.sign(','), column++)).sign('D').padded(driver, 6).sign('"');
        text(key(out.sign(','), column++));
        if (comment < 30) {
            words(out, "\\\"", "\\n");
        }
        out.sign('"');
        text(key(out.sign(','), column)).text(VENDORS[vendor]).sign('"').sign('}').end();
    }

    private RowWriter time(RowWriter out, int secondOfDay) {
        int clipped = Math.min(secondOfDay, 24 * 3600 - 1);
        return out.text("2026-0")
                .number(1 + day % 9)
                .sign('-')
                .padded(1 + day, 2)
                .sign(' ')
                .padded(clipped / 3600, 2)
                .sign(':')
                .padded(clipped / 60 % 60, 2)
                .sign(':')
                .padded(clipped % 60, 2);
    }

    private RowWriter comment(RowWriter out, String quote, String lineBreak) {
        if (comment >= 30) {
            return out;
        }
        out.sign('"');
        words(out, quote, lineBreak);
        return out.sign('"');
    }

    private void words(RowWriter out, String quote, String lineBreak) {
        for (int i = 0; i < 4; i++) {
            out.text(WORDS[(comment + i * 3) % WORDS.length]);
            out.text(i == 1 && comment < 5 ? lineBreak : i == 2 && comment < 8 ? quote : ", ");
        }
    }

    private static RowWriter quotedIfNeeded(RowWriter out, String text) {
        return text.indexOf(',') < 0 ? out.text(text) : out.sign('"').text(text).sign('"');
    }

    private static RowWriter optional(RowWriter out, int hundredths) {
        return hundredths < 0 ? out : out.hundredths(hundredths);
    }

    private static RowWriter orNull(RowWriter out, int hundredths) {
        return hundredths < 0 ? out.text("null") : out.hundredths(hundredths);
    }

    private static RowWriter key(RowWriter out, int column) {
        return out.sign('"').text(NAMES[column]).sign('"').sign(':');
    }

    private static RowWriter text(RowWriter out) {
        return out.sign('"');
    }
}
