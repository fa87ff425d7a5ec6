#include "service/backing_up.hpp"

#include "service/access.hpp"
#include "service/accesses.hpp"
#include "service/opened_ledger.hpp"

namespace recert::service {
namespace {

using events::Json;

}  // namespace

BackingUp::~BackingUp() {
    is_stopping_.store(true);
    if (thread_.joinable()) thread_.join();
}

Result<Json> BackingUp::begin(const Principal& by) {
    RECERT_TRY(may_use(by, Right::operate));
    if (!order_)
        return fail(ErrorCode::not_found,
                    "there is no place for backups: set backup_to and backup_keys_to");
    const std::lock_guard lock(mutex_);
    if (!is_running_) {
        if (thread_.joinable()) thread_.join();
        is_running_ = true;
        began_at_ = events::format_instant(from_.clock.now());
        thread_ = std::thread([this] { run(); });
    }
    return Json{{"state", "running"}, {"began_at", began_at_}};
}

void BackingUp::run() {
    const auto taken = take_backup(from_, *order_, [this] { return !is_stopping_.load(); });
    const std::lock_guard lock(mutex_);
    last_ = {{"began_at", began_at_}, {"ended_at", events::format_instant(from_.clock.now())}};
    if (taken)
        last_["number"] = taken->number;
    else
        last_["error"] = taken.error().message;
    is_running_ = false;
}

Result<Page> BackingUp::list(const Principal& reader) const {
    RECERT_TRY(may_use(reader, Right::whole));
    Page page;
    if (order_) {
        const auto backups = backups_in(order_->to);
        if (!backups) return tl::unexpected(backups.error());
        for (const BackupRecord& backup : *backups) page.items.push_back(backup.row());
    }
    const std::lock_guard lock(mutex_);
    page.about = {{"state", is_running_ ? "running" : "idle"}, {"last", last_}};
    return page;
}

}  // namespace recert::service
