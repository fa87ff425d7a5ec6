// A receipt (C2SP tlog-proof): that one entry is in the tree of a signed checkpoint.
//
// `c2sp.org/tlog-proof@v1\nindex <n>\n<base64 hash>…\n\n<checkpoint note>`, the note verbatim, no
// extra data. Pure: whether the signature, the root and the entry fit each other is for who opens
// the note and follows the path from the leaf's hash.
#pragma once

#include <string>
#include <string_view>

#include "ledger/tree.hpp"
#include "position.hpp"
#include "result.hpp"

namespace recert::ledger {

// No tree that a Seq can count is higher.
inline constexpr std::size_t kProofHashesMax = 64;

struct Receipt {
    Seq index;
    Proof path;                   // from the leaf's sibling up
    std::string checkpoint_note;  // as signed, byte for byte

    std::string text() const;
    // `malformed` unless it is exactly what text() writes.
    static Result<Receipt> parse(std::string_view text);
};

}  // namespace recert::ledger
