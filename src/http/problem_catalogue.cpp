#include "http/problem_catalogue.hpp"

#include <algorithm>
#include <array>

namespace recert::http {

namespace {

using enum ErrorCode;

constexpr auto kExplanations = std::to_array<Explanation>({
    {malformed, "Malformed request",
     "The request is not valid HTTP, or its body is not JSON that a ledger can keep: it must be "
     "UTF-8, without duplicate keys, nested at most 32 deep."},
    {bad_parameter, "Bad parameter",
     "A query parameter or a header is unknown, repeated, or not of its form. The detail names "
     "it."},
    {unauthenticated, "Authentication needed",
     "Send Authorization: Bearer <token> with a token of this ledger, or of the issuer it trusts, "
     "that is neither revoked nor expired; or sign in by a browser, at /signin."},
    {forbidden, "Not permitted", "The token is good, but its role may not do this."},
    {not_found, "Not found", "There is nothing here, or nothing that this token may know of."},
    {method_not_allowed, "Method not allowed", "The Allow header lists what this path takes."},
    {request_timeout, "Request timed out",
     "The request did not arrive whole in time. Nothing was appended; send it again."},
    {already_exists, "Already exists",
     "A stream with this id exists. Choose another id, or append to the one there is."},
    {not_a_sandbox, "Not a sandbox",
     "Only the clock of a ledger that was begun with --sandbox may be moved."},
    {rebuild_under_way, "Rebuild under way",
     "One projection is rebuilt at a time; GET /v1/projections tells how far it is."},
    {version_mismatch, "Version mismatch",
     "The stream has moved on from the version in If-Match. Read it again, decide again."},
    {too_large, "Too large",
     "A body holds at most 1 MiB, a batch 1,000 events, a header 16 KiB, an event 65,535 bytes, "
     "a file of evidence 10 MiB; all files of a holder 256 MiB, and no more than 1,000 files."},
    {unsupported_media_type, "Unsupported media type",
     "The detail names the Content-Type to send: application/json, application/x-ndjson where a "
     "body is one append a line, or none; a file must be what its Content-Type says."},
    {schema, "Not of the schema",
     "A field is missing, unknown or not of its form; `pointer` is a JSON Pointer to it."},
    {unknown_type, "Unknown event type", "This kind of stream has no event type of that name."},
    {future_date, "In the future", "An event is recorded when it has happened, not before."},
    {clock_backward, "The clock goes forward only",
     "A ledger's time never goes back: `now` lies before the time it is there."},
    {idempotency_key_reused, "Idempotency key reused",
     "This key has been used with another path or body. A new request needs a new key."},
    {rate_limited, "Too many requests", "Wait as long as Retry-After says."},
    {csrf, "Not from a page of this service",
     "A write that a cookie vouches for comes from a page of this service, with the X-CSRF-Token "
     "that GET /v1/session tells."},
    {link_not_valid, "Sign-in link not valid",
     "A sign-in link is good once and for a short time. Ask whoever gave it for another."},
    {issuer_unavailable, "Issuer not reached",
     "The OpenID Connect issuer did not answer, or its keys are being fetched. Retry after "
     "Retry-After."},
    {activity_exists, "Activity exists",
     "The credential has an activity of this id. Amend it, or choose another id."},
    {unknown_activity, "Unknown activity", "The credential has no activity of this id."},
    {no_rules, "No rules for this date", "The program had published no rules on that date."},
    {exam_window, "Outside the exam window",
     "The exam was taken before its window opened or after it closed; `clause` is the rule. Staff "
     "may record exam.extended first."},
    {practicum_required, "Practicum required", "The practicum comes before the exam."},
    {unknown_practicum, "Unknown practicum", "The program has scheduled no such practicum."},
    {practicum_not_selected, "Practicum not selected",
     "The credential is not booked on this practicum."},
    {not_voidable, "Not voidable",
     "This entry cannot be taken out: it is no entry of this stream, is void already, or is of a "
     "kind that later entries stand on."},
    {own_claim, "Own claim", "Nobody decides about a claim of their own."},
    {unknown_category, "Unknown category", "The program's rules have no such category."},
    {unit_has_no_minutes, "Unit has no minutes",
     "The program's rules do not say how minutes become its unit. Send credit instead."},
    {unknown_program, "Unknown program", "There is no program of this id."},
    {unknown_holder, "Unknown holder", "There is no holder of this id."},
    {unknown_organization, "Unknown organization", "There is no organization of this id."},
    {path_order, "Out of order", "The path to the award has its steps in an order; see `clause`."},
    {no_such_module, "No such module", "The program's path has fewer modules."},
    {attempts_exhausted, "No attempts left", "The rules allow no further attempt; see `clause`."},
    {unknown_fee, "Unknown fee", "The credential has no fee of this id."},
    {unknown_requirement, "Unknown requirement", "The cycle's rules have no such requirement."},
    {unknown_provider, "Unknown provider", "The program has no approved provider of this id."},
    {unknown_audit, "Unknown audit", "No such audit was announced, or selected this credential."},
    {unknown_appeal, "Unknown appeal", "No appeal on this subject was filed."},
    {status_order, "Not in this status", "What is asked does not fit how things stand now."},
    {holder_merged, "Holder merged", "The holder is continued by another; write to that one."},
    {holder_erased, "Holder erased",
     "The holder was erased: nothing personal about them is taken in any more, nor anything that "
     "would make them known again."},
    {legal_hold, "Legal hold",
     "The holder, or one it was merged with, is under a legal hold. Release it first."},
    {wrong_hash, "Wrong hash", "The bytes that came are not those whose SHA-256 the path names."},
    {already_awarded, "Already awarded", "The credential has been awarded."},
    {not_awarded, "Not awarded", "The credential has not been awarded yet."},
    {overloaded, "Overloaded",
     "The queue or the connections are full. Nothing was appended; retry after Retry-After."},
    {disk_reserve, "Disk nearly full",
     "The ledger keeps a reserve of disk space and takes no events until there is room."},
    {read_only, "Read-only", "A write to disk failed; the ledger answers reads until a restart."},
    {outcome_unknown, "Outcome unknown",
     "The write was under way when the disk failed: it may be recorded or not. Retry with the "
     "same Idempotency-Key."},
    {no_checkpoint_yet, "No checkpoint yet",
     "No signed checkpoint covers this entry yet. Retry after Retry-After."},
    {storage, "Storage failed", "The service could not read or write its data; see its log."},
    {corrupt, "Stored data is damaged", "The service read something it never wrote; see its log."},
});

}  // namespace

std::span<const Explanation> explanations() { return kExplanations; }

const Explanation* explanation_of(std::string_view code) {
    const auto found = std::ranges::find_if(
        kExplanations, [&](const Explanation& each) { return code_name(each.code) == code; });
    return found == kExplanations.end() ? nullptr : &*found;
}

std::string_view title_of(ErrorCode code) {
    const auto found = std::ranges::find(kExplanations, code, &Explanation::code);
    return found == kExplanations.end() ? "Internal Server Error" : found->title;
}

}  // namespace recert::http
