// A service over a scratch directory whose reminders go to a post that a test answers for.
#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "service/notices.hpp"
#include "service/running_service.hpp"

namespace recert::testing {

// A cycle of cptm ends on 2026-03-07: 30 days are left.
inline constexpr const char* kDue = "2026-02-05T18:00:00Z";
inline constexpr std::chrono::seconds kPatience{20};
inline constexpr std::chrono::milliseconds kQuiet{300};  // some looks of the thread

class Post {
  public:
    // What becomes of the next mails; later ones are taken.
    void answer(std::vector<service::Delivery> next) {
        const std::lock_guard lock(mutex_);
        next_.assign(next.begin(), next.end());
    }
    service::Delivery send(const service::Outgoing& mail) {
        const std::lock_guard lock(mutex_);
        service::Delivery delivery{service::Fate::taken, 250};
        if (!next_.empty()) {
            delivery = next_.front();
            next_.pop_front();
        }
        ++attempts_;
        if (delivery.fate == service::Fate::taken) taken_.push_back(mail);
        return delivery;
    }
    std::vector<service::Outgoing> taken() const {
        const std::lock_guard lock(mutex_);
        return taken_;
    }
    std::size_t attempts() const {
        const std::lock_guard lock(mutex_);
        return attempts_;
    }

  private:
    mutable std::mutex mutex_;
    std::deque<service::Delivery> next_;
    std::vector<service::Outgoing> taken_;
    std::size_t attempts_ = 0;
};

struct Office {
    Post post;
    RunningService running{kDue};

    Office() {
        service::ReminderOptions reminders;
        reminders.smtp.from = "Office <office@example.org>";
        reminders.public_url = "https://ledger.example.org";
        reminders.mails_per_minute = 60'000;
        reminders.send = [this](const service::Outgoing& mail, const std::atomic<bool>&) {
            return post.send(mail);
        };
        options_ = reminders;
        running.options.sweep_period = std::chrono::milliseconds(10);
        running.open();
    }
    // Reminders go out from now on.
    void begin() {
        running.options.reminders = options_;
        running.reopen();
    }
    void end() {
        running.options.reminders.reset();
        running.reopen();
    }
    std::vector<events::Json> told(const std::string& credential) {
        return recorded("credential/" + credential, "notice.sent");
    }
    std::vector<events::Json> recorded(const std::string& of, const std::string& type) {
        service::EventsQuery query;
        query.stream = stream(of);
        query.type = type;
        const auto page = running->events(query, kAuditor);
        REQUIRE(page);
        return page->items;
    }
    std::vector<events::Json> unsettled() { return running->notices().mails({}, kStaff)->items; }

  private:
    std::optional<service::ReminderOptions> options_;
};

template <class F>
void eventually(F holds) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!holds()) {
        REQUIRE(std::chrono::steady_clock::now() < deadline);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

inline void rest() { std::this_thread::sleep_for(kQuiet); }

}  // namespace recert::testing
