// The service over a data directory: opens and recovers, makes what a first start needs, runs the
// sequencer, sweeps and signs checkpoints. The contract is that of Service (service.hpp).
//
// open() errors: refused-start with what to do about it, storage, corrupt. One process a directory.
// Closing (the destructor) answers what is queued, signs a last checkpoint, and lets go.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "service/backup.hpp"
#include "service/clock.hpp"
#include "service/issuer.hpp"
#include "service/ledger_clock.hpp"
#include "service/randomness.hpp"
#include "service/rebuild.hpp"
#include "service/reminder_options.hpp"
#include "service/sequencer.hpp"
#include "service/service.hpp"

namespace rocksdb {
class FileSystem;
}

namespace recert::service {

struct ServiceOptions {
    std::filesystem::path data;
    std::string origin = "recert";  // the log's name, under which checkpoints are signed
    std::shared_ptr<Clock> clock = std::make_shared<SystemClock>();  // the machine's
    WantedClock wanted_clock{};
    // Told how far a rebuild is that the start needs.
    Progress progress = [](std::uint64_t, std::uint64_t) { return true; };
    std::shared_ptr<Randomness> randomness = std::make_shared<SystemRandomness>();
    std::shared_ptr<rocksdb::FileSystem> file_system = nullptr;  // null: the machine's
    std::uint64_t disk_reserve_bytes = store::kDiskReserveBytes;
    std::size_t queue_max = kQueueCommandsMax;
    std::optional<IssuerOptions> issuer = std::nullopt;       // who else says who somebody is
    std::optional<ReminderOptions> reminders = std::nullopt;  // none are sent without
    std::chrono::milliseconds sweep_period = std::chrono::seconds(1);  // between looks for work
    std::optional<BackupOrder> backups{};  // where they go, and how many are kept
    bool sync = true;  // false in tests alone: what was acknowledged may be lost
};

class LedgerService final : public Service {
  public:
    static Result<std::unique_ptr<LedgerService>> open(const ServiceOptions& options);
    ~LedgerService() override;

    void append(Append request, std::function<void(Result<Appended>)> done) override;
    Result<events::Json> representation(const Appended& appended,
                                        const Principal& reader) const override;
    Result<State> state(const events::StreamName& stream, const When& when,
                        const Principal& reader) const override;
    Result<Page> list(const ListQuery& query, const Principal& reader) const override;
    Result<Page> events(const EventsQuery& query, const Principal& reader) const override;
    Result<events::Json> event(Seq seq, const Principal& reader) const override;
    Result<std::string> entry(Seq seq, const Principal& reader) const override;
    Result<events::Json> openings(Seq seq, const Principal& reader) const override;

    Result<std::string> checkpoint() const override;
    std::string verifier_keys() const override;
    Result<std::string> tile(std::string_view level, std::string_view path) const override;
    Result<std::string> bundle(std::string_view path, const Principal& reader) const override;
    Result<events::Json> consistency(std::uint64_t older, std::uint64_t newer) const override;
    Result<Receipt> receipt(Seq seq, std::optional<std::uint64_t> size,
                            const Principal& reader) const override;
    void when_signed(Seq seq, std::function<void()> then) override;

    Result<Page> practicums(const std::string& program, const PracticumsQuery& query,
                            const Principal& reader) const override;
    Result<Page> rules(const std::string& program, const When& when, const Paging& paging,
                       const Principal& reader) const override;
    Result<State> rules_version(const std::string& program, std::int64_t version, const When& when,
                                const Principal& reader) const override;
    Result<State> quote(const std::string& program, const QuoteQuery& query,
                        const Principal& reader) const override;
    Result<Page> what_if(const std::string& program, const WhatIfQuery& query,
                         const Principal& reader) const override;

    Result<Principal> authenticate(std::string_view token) const override;
    Result<events::Json> create_token(const Principal& by, const events::Json& wanted) override;
    Result<Page> tokens(const Principal& by, const Paging& paging) const override;
    Result<events::Json> token(const Principal& by, const std::string& id) const override;
    Status revoke_token(const Principal& by, const std::string& id) override;
    Backups& backups() const override;
    SignIn& sign_in() const override;
    Papers& papers() const override;
    Badges& badges() const override;
    Calendars& calendars() const override;
    Verifications& verifications() const override;
    Notices& notices() const override;
    Reports& reports() const override;

    Result<Page> accesses(const AccessesQuery& query, const Principal& reader) const override;

    Result<Erased> erase(Append request) override;
    Result<bool> put_evidence(const EvidenceFile& file, const Principal& by) override;
    Result<EvidenceFile> evidence(const std::string& holder, const std::string& sha256,
                                  const Principal& reader) const override;

    Result<Page> projections(const Principal& reader) const override;
    Status rebuild(const Principal& by, std::string_view projection) override;

    ClockState clock() const override;
    Result<ClockState> put_clock_forward(const Principal& by, events::Instant to) override;

    Status ready() const override;
    Result<SweepState> sweep_state() const override;
    Vitals vitals() const override;
    std::uint64_t size() const override;
    void on_growth(std::function<void()> grown) override;
    Committed committed() const;
    // Waits until what there is to sweep now is swept. Errors: what hindered it.
    Status settle();

  private:
    struct Parts;
    explicit LedgerService(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

// Where the administrator's token of a data directory is.
std::filesystem::path admin_token_path(const std::filesystem::path& data);

}  // namespace recert::service
