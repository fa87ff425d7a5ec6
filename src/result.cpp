#include "result.hpp"

#include <boost/describe.hpp>

namespace recert {

BOOST_DESCRIBE_ENUM(ErrorCode, malformed, bad_parameter, unauthenticated, forbidden, not_found,
                    method_not_allowed, request_timeout, already_exists, not_a_sandbox,
                    rebuild_under_way, version_mismatch, too_large, unsupported_media_type, schema,
                    unknown_type, future_date, clock_backward, idempotency_key_reused, rate_limited,
                    activity_exists, unknown_activity, no_rules, exam_window, practicum_required,
                    unknown_practicum, practicum_not_selected, not_voidable, own_claim,
                    unknown_category, unit_has_no_minutes, unknown_program, unknown_holder,
                    unknown_organization, path_order, no_such_module, attempts_exhausted,
                    unknown_fee, already_awarded, not_awarded, credential_ended, unsupported_rule,
                    overloaded, disk_reserve, read_only, outcome_unknown, no_checkpoint_yet,
                    storage, corrupt, refused_start)

std::string code_name(ErrorCode code) {
    std::string name = boost::describe::enum_to_string(code, "unknown");
    for (char& c : name)
        if (c == '_') c = '-';
    return name;
}

}  // namespace recert
