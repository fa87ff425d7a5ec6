#include "service/erasure.hpp"

#include <algorithm>

#include "service/access.hpp"
#include "store/crash_point.hpp"
#include "views/people.hpp"

namespace recert::service {
namespace {

std::vector<std::string> without(std::vector<std::string> holders, const std::string& one) {
    std::erase(holders, one);
    return holders;
}

// The keys first: a file that comes after them finds none to be sealed under.
Status destroy(OpenedLedger& ledger, const std::vector<std::string>& holders) {
    RECERT_TRY(ledger.vault->destroy(holders));
    for (const std::string& holder : holders) RECERT_TRY(ledger.evidence->remove_all(holder));
    return {};
}

}  // namespace

Result<Person> Erasure::person(const std::string& holder) const {
    const auto reader = around_.log.reader();
    if (!reader) return tl::unexpected(reader.error());
    return person_of(*reader, around_.cache, holder);
}

Result<Erased> Erasure::erase(Append request) {
    RECERT_TRY(may_use(request.principal, Right::erase));
    const std::string holder = request.stream.id;
    auto command = intake(std::move(request), ledger_.secrets.idempotency, true);
    if (!command) return tl::unexpected(command.error());
    auto all = person(holder);
    if (!all) return tl::unexpected(all.error());
    command->also = without(all->left, holder);
    const Command erasure = *command;
    auto appended = sequencer_.append(std::move(*command));
    if (!appended && appended.error().code != ErrorCode::holder_erased)
        return tl::unexpected(appended.error());
    if (!erasure.dry_run) {
        store::crash_point("erasure-recorded");
        RECERT_TRY(erase_the_rest(erasure, holder));
    }
    Erased erased{std::move(all->holders), std::nullopt};
    if (appended) erased.appended = std::move(*appended);
    return erased;
}

// Whoever was merged with the person while it was being erased is erased too: nobody is merged into
// an erased holder, so this ends.
Status Erasure::erase_the_rest(const Command& erasure, const std::string& holder) {
    for (;;) {
        const auto all = person(holder);
        if (!all) return tl::unexpected(all.error());
        std::vector<std::string> erased;
        std::ranges::copy_if(all->holders, std::back_inserter(erased), [&](const auto& one) {
            return std::ranges::find(all->left, one) == all->left.end();
        });
        RECERT_TRY(destroy(ledger_, erased));
        if (all->left.empty()) return {};
        Command late = erase_also(erasure, all->left.front());
        late.also = without(all->left, all->left.front());
        const auto appended = sequencer_.append(std::move(late));
        if (!appended && appended.error().code != ErrorCode::holder_erased)
            return tl::unexpected(appended.error());
    }
}

Status finish_erasures(OpenedLedger& ledger) {
    const auto reader = ledger.log->reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto build = views::live_build(*reader);
    if (!build) return tl::unexpected(build.error());
    std::vector<std::string> erased;
    RECERT_TRY(views::visit_erased(*reader, *build, [&](std::string_view holder) {
        erased.emplace_back(holder);
        return true;
    }));
    return destroy(ledger, erased);
}

}  // namespace recert::service
