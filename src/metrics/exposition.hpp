// Measures as Prometheus reads them: text format 0.0.4.
//
// A family is begun once, with its help, and followed by its samples. Names keep to what promtool
// checks: base units, `_total` on counters alone, no colons; metrics_test holds the service's own
// to it. Pure; one thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "metrics/histogram.hpp"

namespace recert::metrics {

inline constexpr double kNanosecondsPerSecond = 1e9;

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class Exposition {
  public:
    // The names of families and labels are ours; values of labels may hold anything.
    void counter(std::string_view name, std::string_view help);
    void gauge(std::string_view name, std::string_view help);
    void sample(std::uint64_t value, Labels labels = {});  // of the family begun last

    // A family of one: its buckets, sum and count; so many measures make one of the unit.
    void histogram(std::string_view name, std::string_view help, const Distribution& distribution,
                   double per_unit = 1);

    std::string take() { return std::move(text_); }

  private:
    void begin(std::string_view name, std::string_view help, std::string_view type);
    void line(std::string_view suffix, Labels labels, std::string_view value);

    std::string family_;
    std::string text_;
};

}  // namespace recert::metrics
