// Bitstring status lists (VC Bitstring Status List 1.0): which badges were taken back, or are set
// aside, a bit each.
//
// A badge's bit follows from its place in the ledger (projections/badge_marks.hpp): list
// place / 131,072, and in it an index that a fixed permutation makes of the rest, so that
// neighbours in the ledger are none in the list; nothing is stored that could be lost. Same marks,
// same bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "documents/badge_issuer.hpp"
#include "events/values.hpp"
#include "position.hpp"

namespace recert::documents {

inline constexpr std::uint64_t kStatusListBits = 131'072;  // the least that the standard allows

enum class StatusPurpose { revocation, suspension };
std::string_view purpose_name(StatusPurpose purpose);

struct StatusPlace {
    std::uint64_t list;
    std::uint64_t index;
};
// `log` is the ledger's name: another ledger scatters its badges otherwise.
StatusPlace status_place(std::string_view log, Seq place);

// `credentialStatus` of a badge: an entry for each purpose, revocation first.
events::Json status_entries(const BadgeIssuer& issuer, Seq place);

// `u` ‖ base64url of the gzip of the bits; `set` are indexes within a list.
std::string encoded_bits(const std::vector<std::uint64_t>& set);

// The credential of a list, still to be signed. `marked` are places of that list; `since` is when
// the last of them changed.
events::Json status_list(const BadgeIssuer& issuer, StatusPurpose purpose, std::uint64_t list,
                         const std::vector<Seq>& marked, events::Instant since);

}  // namespace recert::documents
