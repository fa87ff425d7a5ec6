#include "service/token_uses.hpp"

#include "events/json.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::string_view kUses = "token-uses";  // {"<id>": "<instant>"}

}  // namespace

TokenUses::TokenUses(ledger::Log& log, std::chrono::milliseconds period)
    : log_(log), period_(period), thread_([this] { run(); }) {}

TokenUses::~TokenUses() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ends_.notify_all();
    thread_.join();
    write();
}

Status TokenUses::read() {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto kept = reader->kept(kUses);
    if (!kept) return tl::unexpected(kept.error());
    if (!*kept) return {};
    const auto uses = events::parse(**kept);
    if (!uses || !uses->is_object())
        return fail(ErrorCode::corrupt, "the uses of tokens are not JSON");
    const std::lock_guard lock(mutex_);
    for (const auto& [id, use] : uses->items()) {
        const auto* text = use.get_ptr<const std::string*>();
        const auto at = text == nullptr ? std::nullopt : events::parse_instant(*text);
        if (!at) return fail(ErrorCode::corrupt, "a use of a token is no instant");
        uses_.emplace(id, *at);
    }
    return {};
}

void TokenUses::note(const std::string& id, events::Instant at) {
    const std::lock_guard lock(mutex_);
    uses_[id] = at;
    changed_ = true;
}

std::optional<events::Instant> TokenUses::last(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = uses_.find(id);
    if (found == uses_.end()) return std::nullopt;
    return found->second;
}

void TokenUses::forget(const std::string& id) {
    const std::lock_guard lock(mutex_);
    changed_ = uses_.erase(id) != 0 || changed_;
}

void TokenUses::run() {
    std::unique_lock lock(mutex_);
    while (!ends_.wait_for(lock, period_, [this] { return stopping_; })) {
        lock.unlock();
        write();
        lock.lock();
    }
}

void TokenUses::write() {
    Json uses = Json::object();
    {
        const std::lock_guard lock(mutex_);
        if (!changed_) return;
        changed_ = false;
        for (const auto& [id, at] : uses_) uses[id] = events::format_instant(at);
    }
    if (!log_.writable() || !log_.room()) return;
    // Nobody waits for it, and what fails is only that it is told of an earlier use.
    static_cast<void>(log_.keep(kUses, events::canonical(uses)));
}

}  // namespace recert::service
