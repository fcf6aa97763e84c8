package io.tagstream.app.cli;

import io.agroal.api.AgroalDataSource;
import io.tagstream.catalog.ReaderRole;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream database reader}: a role that can only read. */
@Command(
        name = "reader",
        description = {
            "Makes a login role that can read the catalog and do nothing else, or brings one up to date: no raw bytes of events, read-only",
            "transactions, limits on time and connections. docs/sql.md says which."
        },
        mixinStandardHelpOptions = true)
final class DatabaseReader implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(paramLabel = "ROLE", description = "Lower-case letters, digits and underscores")
    private String role = "";

    @Option(
            names = "--reader-password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            interactive = true,
            description = "The role's, asked for if it is not given; without this, it stays as it is")
    private Optional<String> password = Optional.empty();

    @Override
    public Integer call() {
        if (!ReaderRole.isName(role)) {
            throw new UserError(
                    "ROLE '%s' is no name: lower-case letters, digits and underscores, 63 at most, no digit first"
                            .formatted(role));
        }
        try (AgroalDataSource dataSource = database.open(1)) {
            new ReaderRole(dataSource).grant(role, password);
        } catch (SQLException e) {
            throw new UserError("the role %s cannot be made: %s".formatted(role, e.getMessage()), e);
        }
        spec.commandLine().getOut().printf("%s can read the catalog and write nothing%n", role);
        return 0;
    }
}
