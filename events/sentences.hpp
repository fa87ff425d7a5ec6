// What each event type tells, in one sentence: for schemas, the API's document and its readers.
//
// A type without a sentence does not compile (stream_schemas_impl.hpp). Source: domain §4.
#pragma once

#include <array>
#include <string_view>

namespace recert::events {

struct Sentence {
    std::string_view type;
    std::string_view text;
};

inline constexpr auto kSentences = std::to_array<Sentence>({
    // program
    {"program.published", "A version of the program's rules was published."},
    {"practicum.scheduled", "A live session of the program was scheduled."},
    {"practicum.rescheduled", "A practicum was moved to other dates."},
    {"practicum.cancelled", "A practicum will not take place."},
    {"provider.approved", "A provider's activities count as those of an approved one."},
    {"provider.withdrawn", "A provider's approval was withdrawn."},
    {"audit.announced", "An audit was announced, with how its sample will be drawn."},
    {"audit.drawn", "The sample of an announced audit was drawn."},
    // organization
    {"organization.registered", "An employer or sponsor was registered."},
    {"organization.updated", "Facts about an organization changed."},
    // holder
    {"holder.registered", "A person was registered."},
    {"holder.updated", "Facts about a person changed."},
    {"holder.preferred", "A person said what may be published and sent."},
    {"holder.merged", "Two registrations turned out to be one person."},
    {"hold.placed", "A legal hold keeps the holder from being erased."},
    {"hold.released", "A legal hold on the holder ended."},
    {"holder.erased", "The holder's key was destroyed, and with it all personal data."},
    // credential: the path to the award
    {"credential.registered", "A holder began the path to a credential of a program."},
    {"access.granted", "The holder was given access to the program's material."},
    {"module.completed", "A module of the path was completed."},
    {"assessment.taken", "An assessment of a module was taken."},
    {"practice_exam.taken", "A practice exam was taken."},
    {"practicum.selected", "The holder chose a practicum."},
    {"practicum.changed", "The holder changed to another practicum."},
    {"practicum.attended", "The holder attended a practicum, wholly or in part."},
    {"practicum.missed", "The holder did not attend the practicum selected."},
    {"exam.passed", "The holder passed the exam."},
    {"exam.failed", "The holder failed the exam."},
    {"exam.extended", "The exam window was extended for this credential."},
    {"credential.awarded", "The credential was awarded: a decision, with what it rests on."},
    // credential: keeping it
    {"cpe.planned", "A continuing-education activity is planned."},
    {"cpe.logged",
     "A continuing-education activity was done, worth exactly one of credit, minutes and parts; "
     "beside parts credit may stand as their sum."},
    {"cpe.amended", "Some fields of an activity were corrected."},
    {"cpe.withdrawn", "An activity was taken back by whoever logged it."},
    {"cpe.approved", "An activity was approved, for all or part of its credit."},
    {"cpe.disallowed", "An activity was found not to count."},
    {"attestation.signed", "The holder signed a statement that the rules ask for."},
    {"credential.renewed", "The credential was renewed: a decision, with what it rests on."},
    {"carryover.declined", "The holder declined to carry credit over into the next cycle."},
    // credential: money
    {"fee.assessed", "A fee is owed."},
    {"fee.paid", "A fee was paid, wholly or in part."},
    {"fee.refunded", "A payment was given back, wholly or in part."},
    {"fee.waived", "A fee need not be paid."},
    // credential: staff and status
    {"extension.granted", "The deadlines of a cycle were extended."},
    {"requirement.waived", "A requirement need not be met in a cycle."},
    {"credential.suspended", "The credential was suspended."},
    {"credential.reinstated", "The credential stands again after a suspension or its end."},
    {"credential.revoked", "The credential was taken away."},
    {"credential.surrendered", "The holder gave the credential up."},
    {"credential.ended", "The credential ended with its holder."},
    {"credential.retired", "The holder retired from practice and keeps the title as such."},
    {"credential.resumed", "A retired or ended credential is live again."},
    {"audit.selected", "The credential is in an audit's sample."},
    {"audit.responded", "The holder answered an audit with evidence."},
    {"audit.closed", "The audit of this credential was closed with a result."},
    {"appeal.filed", "An appeal against a decision was filed."},
    {"appeal.decided", "An appeal was decided."},
    {"notice.sent", "A notice was sent to the holder."},
    // any
    {"entry.voided", "An earlier entry of the same stream does not count; both stay in history."},
});

// Empty for a type that is not listed.
constexpr std::string_view sentence_of(std::string_view type) {
    for (const Sentence& sentence : kSentences)
        if (sentence.type == type) return sentence.text;
    return {};
}

}  // namespace recert::events
