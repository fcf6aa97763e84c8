package io.tagstream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom. Read downwards, the order of packages is the data flow. */
class PackageOrderTest {

    private static final List<String> ORDER = List.of(
            "photo",
            "failure",
            "fetch",
            "decode",
            "encode",
            "taxonomy",
            "tagging",
            "learning",
            "evaluation",
            "catalog",
            "publish",
            "pipeline",
            "retag",
            "search",
            "likeness",
            "album",
            "intake",
            "api",
            "page",
            "health",
            "app");

    private static final String CLIP = "io.tagstream.clip..";
    private static final String KAFKA = "org.apache.kafka..";
    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "io.smallrye..", "jakarta..", "org.hibernate..", "org.eclipse.microprofile.."
    };

    /** Names of other people's classes are enough; to read these classes, too, would take seconds. */
    private static final JavaClasses TAGSTREAM = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().importPath(Path.of("target/classes"));
    });

    static Stream<String> packages() {
        return ORDER.stream();
    }

    @Test
    void everyClassHasItsPlaceInTheOrder() {
        String[] known = Stream.concat(packages().map(PackageOrderTest::pattern), Stream.of(CLIP))
                .toArray(String[]::new);

        check(classes().should().resideInAnyPackage(known));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyThoseBeforeIt(String name) {
        String[] later = IntStream.range(ORDER.indexOf(name) + 1, ORDER.size())
                .mapToObj(i -> pattern(ORDER.get(i)))
                .toArray(String[]::new);

        check(noClasses()
                .that()
                .resideInAPackage(pattern(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later));
    }

    @Test
    void clipIsPlainJavaAndUsesNothingElseOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage(CLIP)
                .should()
                .dependOnClassesThat(resideInAPackage("io.tagstream..").and(resideOutsideOfPackages(CLIP)))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(KAFKA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo",
                "failure",
                "fetch",
                "decode",
                "encode",
                "taxonomy",
                "tagging",
                "learning",
                "evaluation",
                "pipeline",
                "retag",
                "search",
                "likeness",
                "album"
            })
    void theStagesKnowNoFramework(String name) {
        check(noClasses()
                .that()
                .resideInAPackage(pattern(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS));
    }

    @Test
    void onlyIntakeAndPublishKnowKafka() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(pattern("intake"), pattern("publish"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KAFKA));
    }

    @Test
    void onlyShellsKnowTheFramework() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(pattern("api"), pattern("page"), pattern("health"), pattern("app"))
                .and()
                .haveNameNotMatching(".*\\.catalog\\.\\w+(Row|Repository)(\\$\\w+)?")
                .and()
                .haveNameNotMatching(".*\\.(publish|intake)\\.\\w+Config")
                .and()
                .haveNameNotMatching(".*\\.intake\\.Upload(Intake|Announcement)(\\$\\w+)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        check(noFields().should().beAnnotatedWith("jakarta.inject.Inject"));
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.tagstream.app.cli..")
                .should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(noClasses().should().haveNameMatching(".*(Utils?|Utilities|Helpers?|Manager|Impl|Base|Dto|DTO)(\\$.*)?"));
    }

    private static String pattern(String name) {
        return "io.tagstream." + name + "..";
    }

    /** A package of the order may be yet to come. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(TAGSTREAM);
    }
}
