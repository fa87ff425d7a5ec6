// What the benches over stored ledgers share: one day that is today, and errors that end them.
#pragma once

#include <chrono>
#include <stdexcept>

#include "events/values.hpp"
#include "result.hpp"
#include "service/clock.hpp"

namespace recert::bench {

inline const events::Date kToday = events::parse_date("2026-05-04").value();

class FixedClock final : public service::Clock {
  public:
    events::Instant now() const override { return kToday + std::chrono::hours(16); }
};

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

inline void must(const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
}

}  // namespace recert::bench
