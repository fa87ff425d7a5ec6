#include "demo/scribe.hpp"

namespace recert::demo {
namespace {

// Well below what the service's queue holds.
constexpr std::size_t kInFlightMax = 1'024;

std::string describe(const service::Append& request) {
    std::string text;
    for (const service::Draft& draft : request.drafts) {
        if (!text.empty()) text += ", ";
        text += draft.type + (draft.occurred_at ? " of " + *draft.occurred_at : "");
    }
    return text + " on " + request.stream.text();
}

}  // namespace

void Scribe::append(service::Append request, Heard heard) {
    Line& line = lines_.emplace_back(Line{describe(request), std::move(heard), std::nullopt});
    {
        std::unique_lock lock(mutex_);
        answered_.wait(lock, [this] { return in_flight_ < kInFlightMax; });
        ++in_flight_;
    }
    service_.append(std::move(request), [this, &line](Result<service::Appended> answer) {
        const std::lock_guard lock(mutex_);
        line.answer.emplace(std::move(answer));
        --in_flight_;
        answered_.notify_one();  // under the lock: after the last answer the scribe may be gone
    });
}

void Scribe::await_answers() {
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [this] { return in_flight_ == 0; });
}

Status Scribe::wait() {
    while (!lines_.empty()) {
        await_answers();  // what is heard may append more
        const Line line = std::move(lines_.front());
        lines_.pop_front();
        if (!*line.answer) {
            Error error = line.answer->error();
            error.message = line.what + ": " + error.message;
            return tl::unexpected(std::move(error));
        }
        events_ += (*line.answer)->entries.size();
        last_ = (*line.answer)->last;
        if (line.heard) line.heard(**line.answer);
    }
    return {};
}

}  // namespace recert::demo
