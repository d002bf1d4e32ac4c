package dev.interim;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Source;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.stereotype.Component;

/// What the packages may know of each other, and what no code here may do.
class ArchitectureTest {

    /// The packages that rules speak of. One that has no code yet breaks no rule; a name that is
    /// not here, a slip of the pen say, is refused.
    private static final Set<String> PACKAGES =
            Set.of(
                    "access",
                    "metrics",
                    "web",
                    "job",
                    "run",
                    "schedule",
                    "engine",
                    "engine.scan",
                    "engine.stats");

    /// The only types that ask the machine for the time; all others are given a clock or a ticker.
    private static final Set<String> CLOCKS =
            Set.of("dev.interim.schedule.Ticker", "dev.interim.job.JobWiring");

    /// The only package that opens connections.
    private static final String CONNECTIONS = "dev.interim.engine.source";

    private static final Pattern BAD_TYPE_NAME =
            Pattern.compile(".*(Utils?|Helpers?|Manager|Processor|Impl)|Default.+");
    private static final Pattern BAD_PACKAGE_NAME =
            Pattern.compile(".*\\.(utils?|commons?|helpers?|dtos?|impl)(\\..*)?");

    private static final Pattern FRAMEWORK =
            Pattern.compile(
                    "(org\\.springframework|jakarta|tools\\.jackson|com\\.fasterxml\\.jackson"
                            + "|org\\.slf4j|ch\\.qos\\.logback|io\\.micrometer|reactor"
                            + "|org\\.reactivestreams)\\..*");

    /// Whatever opens a connection, or is a client that does.
    private static final Pattern CLIENT =
            Pattern.compile(
                    "java\\.net\\.(.*Socket|.*URLConnection|http\\..*)"
                            + "|javax\\.net\\..*"
                            + "|java\\.nio\\.channels\\.(Asynchronous)?(Server)?(Socket|Datagram)Channel"
                            + "|org\\.apache\\.(hc|http)\\..*"
                            + "|org\\.eclipse\\.jetty\\.client\\..*"
                            + "|org\\.springframework\\.web\\.(client|reactive\\.function\\.client)\\..*");

    private static final Pattern HIDDEN_THREADS =
            Pattern.compile(
                    "java\\.lang\\.(Inheritable)?ThreadLocal"
                            + "|org\\.springframework\\.scheduling\\.annotation\\..*");

    /// Types whose values change: no static field may have one, final or not.
    private static final Set<Class<?>> MUTABLE =
            Set.of(
                    java.util.AbstractCollection.class,
                    java.util.AbstractMap.class,
                    java.util.concurrent.ConcurrentMap.class,
                    java.util.Queue.class,
                    java.util.concurrent.atomic.AtomicInteger.class,
                    java.util.concurrent.atomic.AtomicLong.class,
                    java.util.concurrent.atomic.AtomicBoolean.class,
                    java.util.concurrent.atomic.AtomicReference.class,
                    java.util.concurrent.atomic.LongAdder.class,
                    java.util.concurrent.locks.Lock.class,
                    java.util.concurrent.Executor.class,
                    java.util.Random.class,
                    java.nio.Buffer.class,
                    StringBuilder.class);

    @ParameterizedTest(name = "{0} knows none of: {1}")
    @CsvSource({
        "web,          metrics",
        "metrics,      web access",
        "access,       web metrics",
        "job,          web metrics access",
        "run,          web metrics access job",
        "schedule,     web metrics access job run engine",
        "engine,       web metrics access job run schedule",
        "engine.scan,  engine.stats",
        "engine.stats, engine.scan",
    })
    void arrowsPointOneWay(String from, String unknown) {
        List<String> targets = List.of(unknown.split(" "));
        for (String to : targets) {
            assertThat(uses(in(from), in(to))).isEmpty();
        }
        assertThat(targets).isNotEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.interim.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OurCode.MAIN);
    }

    /// The application looks for beans and settings in some packages only.
    @Test
    void beansAreWhereTheyAreLookedFor() {
        var looked =
                Set.of(
                        InterimApplication.class
                                .getAnnotation(SpringBootApplication.class)
                                .scanBasePackages());
        assertThat(
                        InterimApplication.class
                                .getAnnotation(ConfigurationPropertiesScan.class)
                                .value())
                .containsExactlyInAnyOrderElementsOf(looked);
        assertThat(OurCode.MAIN)
                .filteredOn(type -> !type.isEquivalentTo(InterimApplication.class))
                .filteredOn(ArchitectureTest::isFound)
                .hasSizeGreaterThan(20)
                .allMatch(type -> looked.contains(type.getPackageName()));
    }

    private static boolean isFound(JavaClass type) {
        return type.isMetaAnnotatedWith(Component.class)
                || type.isAnnotatedWith(ConfigurationProperties.class);
    }

    @Test
    void nobodyKnowsTheApplication() {
        Predicate<JavaClass> root = type -> type.getPackageName().equals(OurCode.ROOT);
        assertThat(uses(root.negate(), root)).isEmpty();
        assertThat(OurCode.MAIN).anyMatch(root);
    }

    @Test
    void onlyPlannedPackagesStandAtTheTop() {
        assertThat(OurCode.MAIN)
                .map(type -> type.getPackageName().split("\\."))
                .filteredOn(name -> name.length > 2)
                .allSatisfy(name -> assertThat(PACKAGES).contains(name[2]));
    }

    @Test
    void engineIsPlainJava() {
        assertThat(uses(in("engine"), named(FRAMEWORK))).isEmpty();
    }

    /// What is forgotten there answers nothing (`default`), and nobody misses it.
    @ParameterizedTest
    @ValueSource(classes = {Fetch.class, Source.class})
    void whoStandsBeforeAnotherPassesAllOn(Class<?> kind) {
        var before =
                OurCode.MAIN.stream()
                        .filter(type -> type.isAssignableTo(kind) && !type.isInterface())
                        .filter(type ->
                                type.getFields().stream()
                                        .anyMatch(it -> it.getRawType().isEquivalentTo(kind)))
                        .toList();
        assertThat(before).isNotEmpty();
        for (JavaClass type : before) {
            assertThat(type.getMethods().stream().map(JavaMethod::getName))
                    .as(type.getName())
                    .containsAll(Arrays.stream(kind.getMethods()).map(Method::getName).toList());
        }
    }

    @Test
    void onlyTheTopKnowsTheMetrics() {
        Pattern micrometer = Pattern.compile("io\\.micrometer\\..*");
        for (String plain : List.of("job", "run", "schedule")) {
            assertThat(uses(in(plain), named(micrometer))).isEmpty();
        }
    }

    @Test
    void onlyTheDoorKnowsWhoGuardsIt() {
        Pattern security =
                Pattern.compile("(org\\.springframework\\.security|com\\.nimbusds)\\..*");
        assertThat(uses(in("access").negate(), named(security))).isEmpty();
        assertThat(uses(in("access"), named(security))).isNotEmpty();
    }

    @Test
    void onlyScanningKnowsTheFormats() {
        Predicate<JavaClass> format =
                type -> type.getPackageName().startsWith("dev.interim.engine.scan.");
        assertThat(uses(in("engine.scan").negate(), format)).isEmpty();
    }

    @Test
    void olderJacksonStaysOutside() {
        Pattern jackson2 = Pattern.compile("com\\.fasterxml\\.jackson\\.(?!annotation\\.).*");
        assertThat(uses(type -> true, named(jackson2))).isEmpty();
    }

    @Test
    void namesSayWhatATypeIs() {
        assertThat(OurCode.MAIN)
                .isNotEmpty()
                .noneMatch(type -> BAD_TYPE_NAME.matcher(type.getSimpleName()).matches())
                .noneMatch(type -> BAD_PACKAGE_NAME.matcher(type.getPackageName()).matches());
    }

    /// Arrays, and collections declared by their interface, pass here: they hold tables that nobody
    /// writes to.
    @Test
    void staticFieldsNeverChange() {
        assertThat(OurCode.MAIN)
                .flatExtracting(JavaClass::getFields)
                .filteredOn(field -> field.getModifiers().contains(STATIC))
                .filteredOn(field -> !field.getModifiers().contains(SYNTHETIC))
                .allMatch(field -> field.getModifiers().contains(FINAL), "is final")
                .noneMatch(ArchitectureTest::changes);
    }

    @Test
    void timeComesFromAClock() {
        assertThat(accesses(OurCode.MAIN, ArchitectureTest::asksTheMachineForTheTime))
                .filteredOn(access -> !CLOCKS.contains(outermost(access.getOriginOwner())))
                .isEmpty();
    }

    @Test
    void nobodySleeps() {
        Predicate<JavaAccess<?>> sleeps = access -> access.getTarget().getName().equals("sleep");
        assertThat(accesses(OurCode.MAIN, sleeps)).isEmpty();
        assertThat(accesses(OurCode.TESTS, sleeps)).isEmpty();
        assertThat(OurCode.TESTS).isNotEmpty();
    }

    /// Work runs in executors that have a name, a bound and an owner.
    @Test
    void nobodyBorrowsAThread() {
        assertThat(accesses(OurCode.MAIN, ArchitectureTest::usesTheCommonPool)).isEmpty();
        assertThat(uses(type -> true, named(HIDDEN_THREADS))).isEmpty();
    }

    @Test
    void onlySourcesOpenConnections() {
        Predicate<JavaClass> elsewhere =
                type -> !(type.getPackageName() + ".").startsWith(CONNECTIONS + ".");
        assertThat(uses(elsewhere, named(CLIENT))).isEmpty();
        assertThat(accesses(OurCode.MAIN, ArchitectureTest::opensAnAddress))
                .filteredOn(access -> elsewhere.test(access.getOriginOwner()))
                .isEmpty();
    }

    private static Predicate<JavaClass> in(String name) {
        assertThat(PACKAGES).contains(name);
        String full = OurCode.ROOT + "." + name + ".";
        return type -> (type.getPackageName() + ".").startsWith(full);
    }

    private static Predicate<JavaClass> named(Pattern names) {
        return type -> names.matcher(type.getName()).matches();
    }

    private static List<String> uses(Predicate<JavaClass> from, Predicate<JavaClass> to) {
        return OurCode.MAIN.stream()
                .filter(from)
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> to.test(use.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .sorted()
                .toList();
    }

    private static List<JavaAccess<?>> accesses(
            JavaClasses code, Predicate<? super JavaAccess<?>> wanted) {
        return code.stream()
                .<JavaAccess<?>>flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(wanted)
                .toList();
    }

    private static boolean asksTheMachineForTheTime(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        String owner = access.getTargetOwner().getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.time.InstantSource" -> name.equals("system");
            case "java.util.Date", "java.util.GregorianCalendar" ->
                    name.equals("<init>") && parameters(access).isEmpty();
            default ->
                    owner.startsWith("java.time.")
                            && name.equals("now")
                            && !parameters(access).contains("java.time.Clock");
        };
    }

    private static boolean usesTheCommonPool(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        String owner = access.getTargetOwner().getName();
        return switch (owner) {
            case "java.util.concurrent.ForkJoinPool" -> name.equals("commonPool");
            case "java.util.concurrent.CompletableFuture" ->
                    name.endsWith("Async")
                            && !parameters(access).contains("java.util.concurrent.Executor");
            default -> name.equals("parallelStream") || isParallel(owner, name);
        };
    }

    private static boolean isParallel(String owner, String name) {
        return owner.startsWith("java.util.stream.") && name.equals("parallel");
    }

    private static boolean opensAnAddress(JavaAccess<?> access) {
        return access.getTargetOwner().getName().equals("java.net.URL")
                && Set.of("openStream", "openConnection", "getContent")
                        .contains(access.getTarget().getName());
    }

    private static boolean changes(JavaField field) {
        return MUTABLE.stream().anyMatch(field.getRawType()::isAssignableTo);
    }

    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
