package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.Driver;
import picocli.CommandLine.Option;

/** Where the catalog is: the options of commands that work on it, by default what a worker reads from the environment. */
final class DatabaseOptions {

    private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";
    private static final String USER = "QUARKUS_DATASOURCE_USERNAME";
    private static final String PASSWORD = "QUARKUS_DATASOURCE_PASSWORD";

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql://HOST/DATABASE (default: " + URL + ", as for the worker)")
    private Optional<String> url = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "Of the database (default: " + USER + ")")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            interactive = true,
            description = "Asked for if it is not given (default: " + PASSWORD + ")")
    private Optional<String> password = Optional.empty();

    /** The caller closes it. */
    AgroalDataSource open(int connections) {
        String address = url.or(() -> environment(URL))
                .orElseThrow(() -> new UserError("no database: say which with --database or %s".formatted(URL)));
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        configuration
                .connectionPoolConfiguration()
                .maxSize(connections)
                .acquisitionTimeout(Duration.ofSeconds(10))
                .connectionFactoryConfiguration()
                .connectionProviderClass(Driver.class)
                .jdbcUrl(address)
                .jdbcProperty("ApplicationName", "tagstream command")
                .jdbcProperty("tcpKeepAlive", "true")
                .jdbcProperty("connectTimeout", "5")
                .jdbcProperty("socketTimeout", "60");
        user.or(() -> environment(USER)).ifPresent(name -> configuration
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .principal(new NamePrincipal(name)));
        password.or(() -> environment(PASSWORD)).ifPresent(word -> configuration
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .credential(new SimplePassword(word)));
        try {
            AgroalDataSource dataSource = AgroalDataSource.from(configuration);
            requireCatalog(dataSource);
            return dataSource;
        } catch (SQLException e) {
            throw new UserError("the database %s cannot be used: %s".formatted(address, e.getMessage()), e);
        }
    }

    /** Migrations are a worker's business. */
    private static void requireCatalog(AgroalDataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select to_regclass('retag_jobs') is not null")) {
            result.next();
            if (!result.getBoolean(1)) {
                dataSource.close();
                throw new UserError(
                        "the database has no catalog of this version: start a worker of this version first");
            }
        }
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
