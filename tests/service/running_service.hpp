// A service over a scratch directory, with a clock that is set and randomness that can be repeated;
// appends wait for their answer.
#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "service/ledger_service.hpp"
#include "support/scratch_directory.hpp"

namespace recert::testing {

class ManualClock final : public service::Clock {
  public:
    explicit ManualClock(const std::string& at) { set(at); }
    void set(const std::string& at) {
        now_.store(events::parse_instant(at).value().time_since_epoch().count());
    }
    events::Instant now() const override {
        return events::Instant(std::chrono::milliseconds(now_.load()));
    }

  private:
    std::atomic<std::int64_t> now_{};
};

class SeededRandomness final : public service::Randomness {
  public:
    explicit SeededRandomness(std::uint64_t seed) : engine_(seed) {}
    std::string bytes(std::size_t count) override;

  private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

inline const service::Principal kAdmin{service::Role::admin, "root"};
inline const service::Principal kStaff{service::Role::staff, "sue"};
inline const service::Principal kAuditor{service::Role::auditor, "otto"};

service::Principal holder(const std::string& id);
service::Draft draft(const std::string& type, const events::Json& data,
                     const std::optional<std::string>& at = {});

class RunningService {
  public:
    explicit RunningService(const std::string& now = "2026-05-04T12:00:00Z");

    void open(std::shared_ptr<rocksdb::FileSystem> file_system = nullptr);
    void close() { service_.reset(); }
    void reopen();

    service::LedgerService& operator*() { return *service_; }
    service::LedgerService* operator->() { return service_.get(); }
    ManualClock& clock() { return *clock_; }
    const std::filesystem::path& directory() const { return directory_.path(); }
    service::ServiceOptions options{};

    Result<service::Appended> append(service::Append request);
    Result<service::Appended> create(const std::string& stream, const events::Json& data,
                                     const std::string& at = {},
                                     const service::Principal& who = kStaff);
    Result<service::Appended> tell(const std::string& stream, const std::string& type,
                                   const std::string& at, const events::Json& data,
                                   const service::Principal& who = kStaff);
    // A holder and a credential of the same id, registered 2024-01-10.
    void candidate(const std::string& id);
    // All steps of the path; the exam, and so the award, on 2024-03-08.
    Result<service::Appended> awarded(const std::string& id);

    events::Json standing(const std::string& id, const std::string& as_of = {});
    // The seq that comes next.
    std::uint64_t size();

  private:
    support::ScratchDirectory directory_;
    std::shared_ptr<ManualClock> clock_;
    std::unique_ptr<service::LedgerService> service_;
};

events::StreamName stream(const std::string& text);
service::Append appending(const std::string& stream, std::vector<service::Draft> drafts,
                          const service::Principal& who = kStaff);
std::vector<std::string> types_of(const service::Appended& appended);

}  // namespace recert::testing
