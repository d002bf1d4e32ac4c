package dev.interim;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/// The compiled code of this project, as ArchUnit reads it.
final class OurCode {

    static final String ROOT = "dev.interim";
    static final JavaClasses MAIN = in(folderOf(InterimApplication.class));
    static final JavaClasses TESTS = in(folderOf(OurCode.class));

    private OurCode() {}

    /// One package uses another; names are without [#ROOT].
    record Arrow(String from, String to) implements Comparable<Arrow> {

        private static final Comparator<Arrow> ORDER =
                Comparator.comparing(Arrow::from).thenComparing(Arrow::to);

        @Override
        public int compareTo(Arrow other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return from + " --> " + to;
        }
    }

    /// Every arrow between two packages of the main code, sorted.
    static SortedSet<Arrow> arrows() {
        SortedSet<Arrow> arrows = new TreeSet<>();
        for (JavaClass from : MAIN) {
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> isOurs(to) && !to.getPackageName().equals(from.getPackageName()))
                    .forEach(to -> arrows.add(new Arrow(shortName(from), shortName(to))));
        }
        return arrows;
    }

    /// Whether the main code has a class in this package or below it.
    static boolean hasPackage(String name) {
        String full = ROOT + "." + name;
        return MAIN.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .anyMatch(it -> it.equals(full) || it.startsWith(full + "."));
    }

    static Path folderOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JavaClasses in(Path folder) {
        return new ClassFileImporter().importPath(folder);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static String shortName(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "interim" : name.substring(ROOT.length() + 1);
    }
}
