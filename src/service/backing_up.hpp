// Backups of a running service, on a thread of their own, one at a time. What came of the last one
// is told until the next, or the end of the process, which gives an unfinished one up.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "service/backup.hpp"
#include "service/backups.hpp"

namespace recert::service {

class BackingUp final : public Backups {
  public:
    // Without an order there is no place for any.
    BackingUp(BackupSources from, std::optional<BackupOrder> order)
        : from_(std::move(from)), order_(std::move(order)) {}
    ~BackingUp() override;

    Result<events::Json> begin(const Principal& by) override;
    Result<Page> list(const Principal& reader) const override;

  private:
    void run();

    const BackupSources from_;
    const std::optional<BackupOrder> order_;

    mutable std::mutex mutex_;
    bool is_running_ = false;
    std::string began_at_;
    events::Json last_ = nullptr;
    std::atomic<bool> is_stopping_{false};
    std::thread thread_;
};

}  // namespace recert::service
