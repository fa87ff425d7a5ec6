// What can go wrong, as a value. Everybody may include this file.
//
// An expected failure is a Result; a broken invariant is an assert. An Error names the offending
// field (`pointer`, a JSON Pointer into the request body) or the violated rule (`clause`), so that
// whoever sent the request can mend it. The HTTP status of a code is given in one place,
// src/http/problem.cpp, and nowhere else.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace recert {

enum class ErrorCode {
    // the request
    malformed,
    bad_parameter,
    unauthenticated,
    forbidden,
    not_found,
    method_not_allowed,
    request_timeout,
    already_exists,
    not_a_sandbox,
    rebuild_under_way,
    version_mismatch,
    too_large,
    unsupported_media_type,
    schema,
    unknown_type,
    future_date,
    clock_backward,
    idempotency_key_reused,
    rate_limited,
    csrf,
    link_not_valid,
    issuer_unavailable,
    // the rules
    activity_exists,
    unknown_activity,
    no_rules,
    exam_window,
    practicum_required,
    unknown_practicum,
    practicum_not_selected,
    not_voidable,
    own_claim,
    unknown_category,
    unit_has_no_minutes,
    unknown_program,
    unknown_holder,
    unknown_organization,
    path_order,
    no_such_module,
    attempts_exhausted,
    unknown_fee,
    unknown_requirement,
    unknown_provider,
    unknown_audit,
    unknown_appeal,
    status_order,
    holder_merged,
    holder_erased,
    legal_hold,
    wrong_hash,
    already_awarded,
    not_awarded,
    // the service
    overloaded,
    disk_reserve,
    read_only,
    outcome_unknown,
    no_checkpoint_yet,
    // the machine
    storage,
    corrupt,
    refused_start,
};

// The code as written on the wire: `activity-exists`.
std::string code_name(ErrorCode code);

struct Error {
    ErrorCode code;
    std::string message;    // for people; never personal data
    std::string pointer{};  // JSON Pointer of the field, or empty
    std::string clause{};   // text of the rule, or empty
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                std::string pointer = {}, std::string clause = {}) {
    return tl::unexpected<Error>(
        Error{code, std::move(message), std::move(pointer), std::move(clause)});
}

}  // namespace recert

// Leaves the calling function with the error of `expression`, if it has one.
#define RECERT_TRY(expression)                                                 \
    do {                                                                       \
        if (auto tried_ = (expression); !tried_) [[unlikely]]                  \
            return tl::unexpected<::recert::Error>(std::move(tried_.error())); \
    } while (false)
