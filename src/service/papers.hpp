// What the documents of a credential are made of: its certificate and its transcript, on a date, as
// known at an entry. For who may open the holder's sealed fields: the holder, and roles that read
// all; each read is noted (accesses.hpp). Thread-safe.
//
// Deliberately not here: how they look (documents/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "projections/certification.hpp"
#include "service/service.hpp"

namespace recert::service {

struct PaperQuery {
    std::string credential;
    std::optional<std::int64_t> cycle{};  // absent: a certificate of the last, a transcript of all
    When when{};
};

struct Certificate {
    projections::Certification certification;
    std::string holder;  // the name
    events::Date as_of;
    Seq known;
    StreamVersion version;  // of the credential
};

class Papers {
  public:
    virtual ~Papers() = default;

    // Errors: forbidden, not-found (also: no such cycle), bad-parameter, not-awarded;
    // holder-erased: a certificate is for somebody, and nobody knows any more for whom.
    virtual Result<Certificate> certificate(const PaperQuery& query,
                                            const Principal& reader) const = 0;

    // {"id", "version", "as_of", "known_at", "projected"?} and what projections/transcript.hpp
    // says, with what only entries hold:
    // * "name" of the holder,
    // * "title" of each activity, as amended,
    // * "reference" of each payment that has one,
    // and "recorded_at" and "entry" (the leaf's hash, RFC 6962, in hexadecimal; what the receipt
    // /v1/events/{seq}/receipt proves) of each activity, each entry of a fee and each decision.
    // Of an erased holder the record stands, with null for name, titles and references.
    // Errors: forbidden, not-found (also: no such cycle), bad-parameter.
    virtual Result<State> transcript(const PaperQuery& query, const Principal& reader) const = 0;
};

}  // namespace recert::service
