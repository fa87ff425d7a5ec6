#include "documents/nquads.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "documents/vocabulary.hpp"
#include "privacy/cipher.hpp"

namespace recert::documents {
namespace {

using events::Json;

constexpr std::string_view kTypeOf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
constexpr std::string_view kBlank = "_:";

struct Quad {
    std::string subject;  // <IRI> or _:b0
    std::string predicate;
    std::string object;
};

tl::unexpected<Error> outside(std::string what) {
    return fail(ErrorCode::corrupt, "not of the profile that is signed: " + std::move(what));
}

Result<std::string> iri(std::string_view text) {
    if (!is_absolute_iri(text)) return outside("an id that is no absolute IRI");
    return '<' + std::string(text) + '>';
}

std::string escaped(char c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    switch (c) {
        case '\\':
            return "\\\\";
        case '"':
            return "\\\"";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        case '\b':
            return "\\b";
        case '\f':
            return "\\f";
        default:
            break;
    }
    const auto code = static_cast<unsigned char>(c);
    if (code >= ' ' && code != 0x7F) return std::string(1, c);
    return std::string("\\u00") + kDigits[code >> 4] + kDigits[code & 0xF];
}

std::string literal(std::string_view text, std::string_view datatype = {}) {
    std::string out = "\"";
    for (const char c : text) out += escaped(c);
    out += '"';
    if (!datatype.empty()) out.append("^^<").append(datatype).append(">");
    return out;
}

std::string line(const Quad& quad) {
    return quad.subject + ' ' + quad.predicate + ' ' + quad.object + " .\n";
}

// Walks a document, and notes what it says.
class Saying {
  public:
    Result<std::string> node(const Json& value) {
        auto subject = name_of(value);
        if (!subject) return subject;
        for (const auto& [name, said] : value.items()) {
            if (name == "id" || name == "@context") continue;
            RECERT_TRY(each(said, [&, &key = name](const Json& one) {
                return key == "type" ? type(*subject, one) : say(*subject, key, one);
            }));
        }
        return subject;
    }

    const std::vector<Quad>& quads() const { return quads_; }

  private:
    template <class F>
    static Status each(const Json& said, F one) {
        if (!said.is_array()) return one(said);
        for (const Json& element : said) RECERT_TRY(one(element));
        return {};
    }

    Result<std::string> name_of(const Json& value) {
        if (!value.is_object()) return outside("a value that is no object");
        if (!value.contains("id")) return std::string(kBlank) + 'b' + std::to_string(blanks_++);
        if (!value["id"].is_string()) return outside("an id that is no text");
        return iri(value["id"].get_ref<const std::string&>());
    }

    Status add(const std::string& subject, std::string predicate, Result<std::string> object) {
        if (!object) return tl::unexpected(object.error());
        if (quads_.size() >= kQuadsMax) return outside("more than it may say");
        quads_.push_back({subject, std::move(predicate), std::move(*object)});
        return {};
    }

    Status type(const std::string& subject, const Json& name) {
        const std::string known = name.is_string() ? type_iri(name.get<std::string>()) : "";
        if (known.empty()) return outside("the type " + name.dump());
        return add(subject, std::string(kTypeOf), iri(known));
    }

    Status say(const std::string& subject, const std::string& key, const Json& value) {
        const Word* const known = word(key);
        if (known == nullptr) return outside("the word " + key);
        return add(subject, '<' + known->iri() + '>', object(*known, value));
    }

    Result<std::string> object(const Word& known, const Json& value) {
        const bool may_be_node =
            known.meaning == Meaning::node || known.meaning == Meaning::described_by;
        if (value.is_object() && may_be_node) return node(value);
        if (value.is_boolean() && known.meaning == Meaning::boolean)
            return literal(value.get<bool>() ? "true" : "false", known.datatype);
        if (!value.is_string() || known.meaning == Meaning::boolean)
            return outside("the form of " + std::string(known.name));
        const auto& text = value.get_ref<const std::string&>();
        if (known.meaning == Meaning::node) return iri(text);
        if (known.meaning == Meaning::vocabulary) return iri(std::string(kSecurity) + text);
        return literal(text, known.datatype);
    }

    std::vector<Quad> quads_;
    std::size_t blanks_ = 0;
};

// What is said of a node or by it, with the node itself as `a` and every other one as `z`.
std::string first_degree(const std::vector<Quad>& quads, const std::string& blank) {
    const auto shown = [&](const std::string& term) {
        if (!term.starts_with(kBlank)) return term;
        return std::string(term == blank ? "_:a" : "_:z");
    };
    std::set<std::string> lines;
    for (const Quad& quad : quads)
        if (quad.subject == blank || quad.object == blank)
            lines.insert(line({shown(quad.subject), quad.predicate, shown(quad.object)}));
    std::string all;
    for (const std::string& each : lines) all += each;
    return privacy::sha256(all);
}

// Nodes without an id, named in the order of the hashes of what is said of them.
Result<std::map<std::string, std::string>> canonical_names(const std::vector<Quad>& quads) {
    std::set<std::string> blanks;
    for (const Quad& quad : quads)
        for (const std::string* term : {&quad.subject, &quad.object})
            if (term->starts_with(kBlank)) blanks.insert(*term);
    std::map<std::string, std::string> by_hash;
    for (const std::string& blank : blanks)
        if (!by_hash.emplace(first_degree(quads, blank), blank).second)
            return outside("two nodes that say the same");
    std::map<std::string, std::string> names;
    for (const auto& [hash, blank] : by_hash)
        names.emplace(blank, std::string(kBlank) + "c14n" + std::to_string(names.size()));
    return names;
}

}  // namespace

bool is_absolute_iri(std::string_view text) {
    constexpr std::string_view kForbidden = "<>\"{}|\\^`";
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || text.starts_with(kBlank)) return false;
    const auto letters = text.substr(0, colon);
    const bool has_scheme = std::ranges::all_of(letters, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '-' || c == '.';
    });
    return has_scheme && std::ranges::none_of(text, [&](char c) {
               return static_cast<unsigned char>(c) <= ' ' || c == '\x7F' ||
                      kForbidden.find(c) != std::string_view::npos;
           });
}

Result<std::string> canonical_nquads(const Json& document) {
    Saying saying;
    RECERT_TRY(saying.node(document));
    const auto names = canonical_names(saying.quads());
    if (!names) return tl::unexpected(names.error());
    const auto named = [&](const std::string& term) {
        const auto found = names->find(term);
        return found == names->end() ? term : found->second;
    };
    std::set<std::string> lines;
    for (const Quad& quad : saying.quads())
        lines.insert(line({named(quad.subject), quad.predicate, named(quad.object)}));
    std::string text;
    for (const std::string& each : lines) text += each;
    return text;
}

}  // namespace recert::documents
