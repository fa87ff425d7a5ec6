#include "service/rebuilding.hpp"

namespace recert::service {
namespace {

using events::Json;

// While the ledger grows a rebuild catches up again and again, each time with less to do; the rest
// is done while the sequencer waits.
constexpr int kRoundsMax = 8;
constexpr std::uint64_t kBehindMax = 256;

std::string text_of(const ledger::Hash& hash) { return ledger::hex(ledger::bytes_of(hash)); }

Json outcome_json(const Result<std::optional<Rebuilt>>& outcome) {
    if (!outcome) return {{"error", outcome.error().message}};
    if (!*outcome) return {{"error", "the service ended"}};
    const Rebuilt& rebuilt = **outcome;
    return {{"build", rebuilt.build.number},
            {"position", rebuilt.events - 1},
            {"rows", rebuilt.rows},
            {"same", rebuilt.same()},
            {"digest_before", text_of(rebuilt.live)},
            {"digest", text_of(rebuilt.rebuilt)}};
}

}  // namespace

Rebuilding::~Rebuilding() {
    is_stopping_.store(true);
    if (thread_.joinable()) thread_.join();
}

Result<std::string> Rebuilding::digest(const ledger::Reader& reader, views::Build build) const {
    const std::lock_guard lock(digest_mutex_);
    if (digest_.build == build.number && digest_.at == reader.size()) return digest_.text;
    const auto hash = reader.views_digest(views::register_prefix(build));
    if (!hash) return tl::unexpected(hash.error());
    digest_ = {build.number, reader.size(), text_of(*hash)};
    return digest_.text;
}

Result<std::vector<Json>> Rebuilding::projections(const ledger::Reader& reader) const {
    const auto build = views::live_build(reader);
    if (!build) return tl::unexpected(build.error());
    const auto text = digest(reader, *build);
    if (!text) return tl::unexpected(text.error());
    const std::lock_guard lock(mutex_);
    Json progress = nullptr;
    if (is_running_) progress = {{"done", done_}, {"of", of_}};
    return std::vector<Json>{{{"name", views::kRegisterName},
                              {"version", build->version},
                              {"build", build->number},
                              {"position", reader.size().value - 1},
                              {"digest", *text},
                              {"state", is_running_ ? "building" : "live"},
                              {"progress", std::move(progress)},
                              {"last_rebuild", last_}}};
}

std::optional<std::uint64_t> Rebuilding::done() const {
    const std::lock_guard lock(mutex_);
    return is_running_ ? std::optional(done_) : std::nullopt;
}

Status Rebuilding::begin(std::string_view projection) {
    if (projection != views::kRegisterName)
        return fail(ErrorCode::not_found, "there is no projection of this name");
    const std::lock_guard lock(mutex_);
    if (is_running_)
        return fail(ErrorCode::rebuild_under_way, "a rebuild of the register is under way");
    if (thread_.joinable()) thread_.join();
    is_running_ = true;
    done_ = of_ = 0;
    thread_ = std::thread([this] { run(); });
    return {};
}

void Rebuilding::run() {
    const auto began = clock_.now();
    const auto outcome = rebuild();
    Json last = outcome_json(outcome);
    last["began_at"] = events::format_instant(began);
    last["ended_at"] = events::format_instant(clock_.now());
    const std::lock_guard lock(mutex_);
    last_ = std::move(last);
    is_running_ = false;
}

bool Rebuilding::keep_going(std::uint64_t done, std::uint64_t of) {
    const std::lock_guard lock(mutex_);
    done_ = done;
    of_ = of;
    return !is_stopping_.load();
}

Result<std::optional<Rebuilt>> Rebuilding::rebuild() {
    auto rebuild = Rebuild::begin(log_);
    if (!rebuild) return tl::unexpected(rebuild.error());
    const auto progress = [this](std::uint64_t done, std::uint64_t of) {
        return keep_going(done, of);
    };
    for (int round = 0; round < kRoundsMax; ++round) {
        const auto goes_on = rebuild->catch_up(progress);
        if (!goes_on) return tl::unexpected(goes_on.error());
        if (!*goes_on) return std::optional<Rebuilt>();
        const auto behind = rebuild->behind();
        if (!behind) return tl::unexpected(behind.error());
        if (*behind <= kBehindMax) break;
    }
    bool is_given_up = false;
    const Status taken_over = sequencer_.between_groups([&](Decider& decider) -> Status {
        const auto goes_on = rebuild->catch_up(progress);
        if (!goes_on) return tl::unexpected(goes_on.error());
        is_given_up = !*goes_on;
        if (is_given_up) return {};
        RECERT_TRY(rebuild->take_over());
        decider.write_to(rebuild->build());
        return {};
    });
    RECERT_TRY(taken_over);
    if (is_given_up) return std::optional<Rebuilt>();
    auto rebuilt = rebuild->finish();
    if (!rebuilt) return tl::unexpected(rebuilt.error());
    return *rebuilt;
}

}  // namespace recert::service
