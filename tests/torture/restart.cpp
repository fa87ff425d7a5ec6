#include "torture/restart.hpp"

#include "ledger/check.hpp"
#include "service/opened_ledger.hpp"
#include "torture/clients.hpp"

namespace recert::torture {

namespace {

void repeat_unanswered(service::Service& service, const std::string& key, Told& told,
                       Tally& tally) {
    const auto first = ask(service, logging(key));
    const auto again = ask(service, logging(key));
    if (!first || !again)
        return tally.differ("the unanswered key " + key +
                            " is not taken: " + (first ? again : first).error().message);
    if (!again->replayed || first->entries != again->entries)
        tally.differ("the unanswered key " + key + " is answered in two ways");
    told.take(key, first->first, first->entries);
}

void ask_again(service::Service& service, const Restart& restart, Told& told, Tally& tally) {
    if (const Status ready = prepare(service); !ready)
        return tally.differ("nothing can be appended: " + ready.error().message);
    for (const auto& [key, seq] : told.keys()) told.compare(key, ask(service, logging(key)), tally);
    for (const std::string& key : restart.unanswered)
        if (!told.keys().contains(key)) repeat_unanswered(service, key, told, tally);
}

void judge_register(ledger::Log& log, Tally& tally) {
    const auto rebuilt = service::rebuild_register(log, [](auto, auto) { return true; });
    if (!rebuilt)
        tally.differ("the register: " + rebuilt.error().message);
    else if (!rebuilt->same())
        tally.differ("the register is not what the events say");
}

}  // namespace

service::ServiceOptions options_of(const std::filesystem::path& data) {
    service::ServiceOptions options;
    options.data = data;
    options.origin = "torture.example";
    options.disk_reserve_bytes = 0;
    return options;
}

Status judge_restart(const Restart& restart, Told& told, Tally& tally) {
    {
        const auto service = service::LedgerService::open(restart.options);
        if (!service) return tl::unexpected(service.error());
        told.see_checkpoint(restart.options.data);
        told.ask_for_receipts(**service, tally);
        ask_again(**service, restart, told, tally);
    }
    told.see_checkpoint(restart.options.data);
    const auto& options = restart.options;
    const auto opened =
        service::open_ledger({options.data, options.origin, false, true, options.file_system, 0});
    if (!opened) return tl::unexpected(opened.error());
    const auto reader = opened->log->reader();
    if (!reader) return tl::unexpected(reader.error());
    told.judge(*reader, tally);
    if (const Status sound = ledger::check(*reader); !sound)
        tally.differ("ledger::check: " + sound.error().message);
    judge_register(*opened->log, tally);
    told.complain(tally);
    return {};
}

}  // namespace recert::torture
