// The words of the JSON-LD documents that this service signs, as the contexts they name define
// them: VC 2.0 (https://www.w3.org/ns/credentials/v2) and Open Badges 3.0.3. A closed profile: a
// word that is not here is not signed. Constant.
#pragma once

#include <string>
#include <string_view>

namespace recert::documents {

enum class Meaning {
    node,  // an object; where it is a text, the IRI of one
    text,
    typed,        // a text of `datatype`
    boolean,      // of `datatype`
    vocabulary,   // a word of the security vocabulary, whose IRI it stands for
    described_by  // a node where it is an object, a text of `datatype` where it is none
};

struct Word {
    std::string_view name;
    std::string_view space;  // the IRI is of this, and of the name unless `local` is another
    Meaning meaning = Meaning::text;
    std::string_view datatype{};
    std::string_view local{};

    std::string iri() const { return std::string(space).append(local.empty() ? name : local); }
};

inline constexpr std::string_view kSecurity = "https://w3id.org/security#";

// Null: there is no such word.
const Word* word(std::string_view name);

// The IRI of a `type`; empty: there is no such type.
std::string type_iri(std::string_view name);

}  // namespace recert::documents
