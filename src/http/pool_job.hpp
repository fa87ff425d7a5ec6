// One piece of work at a time on the read pool, for a body that is made while it is sent.
//
// Belongs to one connection and its loop's thread. Work that outlives its PoolJob is thrown away;
// what fails or throws is logged.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "http/access_log.hpp"
#include "http/body.hpp"

namespace recert::http {

template <class T>
class PoolJob {
  public:
    // `name` is a literal.
    PoolJob(const char* name, std::string request_id)
        : name_(name), request_id_(std::move(request_id)) {}

    // Before the first begin().
    void work_with(const Reads& reads, Wake wake) {
        reads_ = reads;
        wake_ = std::move(wake);
    }

    // When none is under way.
    void begin(std::function<Result<T>()> work) {
        state_ = std::make_shared<State>();
        reads_([state = state_, work = std::move(work), wake = wake_, name = name_,
                request_id = request_id_] {
            try {
                state->outcome = work();
                if (!state->outcome) log_failure(name, request_id, state->outcome.error().message);
            } catch (const std::exception& failure) {
                log_failure(name, request_id, failure.what());
            }
            state->done.store(true, std::memory_order_release);
            wake();
        });
    }

    bool is_under_way() const { return state_ != nullptr; }

    // Once, when it is there.
    std::optional<Result<T>> outcome() {
        if (!state_ || !state_->done.load(std::memory_order_acquire)) return std::nullopt;
        const auto state = std::exchange(state_, nullptr);
        return std::move(state->outcome);
    }

  private:
    struct State {
        Result<T> outcome = fail(ErrorCode::storage, "it could not be read");
        std::atomic<bool> done{false};
    };

    const char* name_;
    std::string request_id_;
    Reads reads_;
    Wake wake_;
    std::shared_ptr<State> state_;
};

}  // namespace recert::http
