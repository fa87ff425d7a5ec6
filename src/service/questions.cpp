#include "service/questions.hpp"

#include <algorithm>
#include <charconv>

#include "events/codec.hpp"

namespace recert::service {
namespace {

constexpr std::string_view kKnownAt = "known_at";
constexpr std::string_view kAsOf = "as_of";

tl::unexpected<Error> wrong(std::string_view parameter, std::string message) {
    return fail(ErrorCode::bad_parameter, std::move(message), std::string(parameter));
}

bool is_number(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<Known> known_seq(const ledger::Reader& reader, const std::string& text) {
    Seq seq{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq.value);
    if (error != std::errc{} || !reader.size().covers(seq))
        return wrong(kKnownAt, "there is no entry " + text + " yet");
    return Known(seq);
}

// recorded_at never decreases along the ledger, so the last entry up to `at` is found by halving.
Result<Known> last_up_to(const ledger::Reader& reader, events::Instant at) {
    std::uint64_t known = 0;
    std::uint64_t unknown = reader.size().value;
    while (known < unknown) {
        const std::uint64_t middle = known + (unknown - known) / 2;
        const auto recorded = recorded_at(reader, {middle});
        if (!recorded) return tl::unexpected(recorded.error());
        if (*recorded <= at)
            known = middle + 1;
        else
            unknown = middle;
    }
    if (known == 0) return Known();
    return Known(Seq{known - 1});
}

}  // namespace

Result<events::Instant> recorded_at(const ledger::Reader& reader, Seq seq) {
    const auto entry = reader.entry(seq);
    if (!entry) return tl::unexpected(entry.error());
    const auto envelope = events::parse(*entry);
    const auto at =
        envelope ? events::parse_instant(envelope->value("recorded_at", "")) : std::nullopt;
    if (!at)
        return fail(ErrorCode::corrupt,
                    "entry " + std::to_string(seq.value) + " does not say when it was recorded");
    return *at;
}

Result<Known> parse_known_at(const ledger::Reader& reader, const std::optional<std::string>& text,
                             events::Instant now) {
    if (!text && reader.size().value == 0) return Known();
    if (!text) return Known(Seq{reader.size().value - 1});
    if (is_number(*text)) return known_seq(reader, *text);
    const auto at = events::parse_instant(*text);
    if (!at) return wrong(kKnownAt, "a seq or an RFC 3339 instant");
    if (*at > now) return wrong(kKnownAt, "what will be known in the future nobody knows");
    return last_up_to(reader, *at);
}

Result<events::Date> parse_as_of(const std::optional<std::string>& text, events::Date today) {
    if (!text) return today;
    const auto day = events::parse_date(*text);
    if (!day) return wrong(kAsOf, "a date, as 2026-05-04");
    return *day;
}

}  // namespace recert::service
