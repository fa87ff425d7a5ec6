// What the register keeps beside its rows, so that a list finds them.
//
// Under the build's prefix (register.hpp), each without a value:
//   'p' ‖ program      ‖ 0x00 ‖ credential
//   'h' ‖ holder       ‖ 0x00 ‖ credential
//   'o' ‖ organization ‖ 0x00 ‖ credential
// A credential never changes any of the three, so they are written with its first row.
//
// All of it follows from a row and the one before, so a rebuild writes the same bytes. Pure but for
// the reader; thread-safe.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "events/event.hpp"
#include "ledger/group.hpp"
#include "service/register.hpp"

namespace recert::service {

// The views that change when a credential's row becomes `row` at `seq`, the row among them;
// `before` is empty when there was none. Errors: corrupt, for what is no row.
Result<std::vector<ledger::ViewChange>> row_changes(Build build, std::string_view credential,
                                                    Seq seq, std::string_view before,
                                                    std::string_view row);

// `credential` is valid during the call only; false ends the visit.
using CredentialVisitor = std::function<bool(std::string_view credential)>;

// All credentials of a program, holder or organization, in order of their ids, from `from` on
// (empty: from the first). An unknown stream has none.
Status visit_credentials(const ledger::Reader& reader, Build build, const events::StreamName& of,
                         std::string_view from, const CredentialVisitor& visit);

}  // namespace recert::service
