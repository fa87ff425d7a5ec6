// recert: what everybody but the service itself does with a ledger. One file a verb.
//
// Exit status: 0 fine, 1 the check found something, 2 wrong usage or unreadable input.
#include <CLI/CLI.hpp>

#include "tools/audit.hpp"
#include "tools/exit_status.hpp"
#include "tools/export.hpp"
#include "tools/replay.hpp"
#include "tools/rules.hpp"
#include "tools/verify.hpp"

int main(int argc, char** argv) {
    CLI::App app{
        "Checks and questions about a recertification ledger; never writes to its files.\n"
        "Exit status: 0 fine, 1 the check found something, 2 wrong usage or unreadable input."};
    app.name("recert");
    app.require_subcommand(1);
    int status = recert::tools::kFine;
    recert::tools::add_audit(app, status);
    recert::tools::add_export(app, status);
    recert::tools::add_replay(app, status);
    recert::tools::add_rules(app, status);
    recert::tools::add_verify(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? recert::tools::kFine : recert::tools::kUnreadable;
    }
    return status;
}
