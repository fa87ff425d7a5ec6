#include "result.hpp"

#include <array>
#include <string_view>

namespace recert {

namespace {

// As on the wire, in the order of ErrorCode.
constexpr auto kNames = std::to_array<std::string_view>({"malformed",
                                                         "bad-parameter",
                                                         "unauthenticated",
                                                         "forbidden",
                                                         "not-found",
                                                         "method-not-allowed",
                                                         "request-timeout",
                                                         "already-exists",
                                                         "not-a-sandbox",
                                                         "rebuild-under-way",
                                                         "version-mismatch",
                                                         "too-large",
                                                         "unsupported-media-type",
                                                         "schema",
                                                         "unknown-type",
                                                         "future-date",
                                                         "clock-backward",
                                                         "idempotency-key-reused",
                                                         "rate-limited",
                                                         "csrf",
                                                         "link-not-valid",
                                                         "issuer-unavailable",
                                                         "activity-exists",
                                                         "unknown-activity",
                                                         "no-rules",
                                                         "exam-window",
                                                         "practicum-required",
                                                         "unknown-practicum",
                                                         "practicum-not-selected",
                                                         "not-voidable",
                                                         "own-claim",
                                                         "unknown-category",
                                                         "unit-has-no-minutes",
                                                         "unknown-program",
                                                         "unknown-holder",
                                                         "unknown-organization",
                                                         "path-order",
                                                         "no-such-module",
                                                         "attempts-exhausted",
                                                         "unknown-fee",
                                                         "unknown-requirement",
                                                         "unknown-provider",
                                                         "unknown-audit",
                                                         "unknown-appeal",
                                                         "status-order",
                                                         "holder-merged",
                                                         "holder-erased",
                                                         "legal-hold",
                                                         "wrong-hash",
                                                         "already-awarded",
                                                         "not-awarded",
                                                         "overloaded",
                                                         "disk-reserve",
                                                         "read-only",
                                                         "outcome-unknown",
                                                         "no-checkpoint-yet",
                                                         "storage",
                                                         "corrupt",
                                                         "refused-start"});
static_assert(kNames.size() == static_cast<std::size_t>(ErrorCode::refused_start) + 1);

}  // namespace

std::string code_name(ErrorCode code) {
    return std::string(kNames.at(static_cast<std::size_t>(code)));
}

}  // namespace recert
