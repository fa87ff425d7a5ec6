// JSON <-> described structs: the one mapping for events and for rules documents.
//
// A struct described with Boost.Describe is an object of its members: a std::optional member may be
// absent, any other must be there, any further key is refused. In a struct with `kAllOptional` an
// absent key leaves the member as it is initialised, and null clears a std::optional. A trailing
// underscore of a C++ name is dropped (`if_`), an enumerator's underscores are hyphens on the wire.
//
// Errors: schema, with the pointer of the field. The first ends the reading, unless the path has
// Faults to put them in: then everything is read that can be. Thread-safe; no state.
#pragma once

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "events/json_value.hpp"
#include "events/values.hpp"
#include "result.hpp"

namespace recert::events {

inline constexpr std::size_t kListMax = 1'000;  // elements of any one list of an event

// Where a value comes from decides what its sealed fields look like: clear strings from a client,
// {"enc", "k"} in the ledger.
enum class Source { client, ledger };

// Everything wrong with a document, where the first fault is not to be the last one told.
struct Faults {
    static constexpr std::size_t kMax = 1'000;  // what is beyond is not kept
    std::vector<Error> all{};

    void add(Error fault) {
        if (all.size() < kMax) all.push_back(std::move(fault));
    }
};

// The way from the document's root to a value; turned into text only for an error. A path points
// to its parent, so a temporary one has no children: name it first.
struct Path {
    Source source;
    const Path* parent = nullptr;
    std::string_view name{};             // may be empty: "" is a key like any other
    std::optional<std::size_t> index{};  // of an element, which has no name
    Faults* faults = nullptr;            // null: the first fault is the answer

    Path member(std::string_view key) const& { return {source, this, key, std::nullopt, faults}; }
    Path element(std::size_t n) const& { return {source, this, {}, n, faults}; }
    Path member(std::string_view) const&& = delete;
    Path element(std::size_t) const&& = delete;
    std::string pointer() const;
};

[[nodiscard]] tl::unexpected<Error> refuse(const Path& path, const std::string& message);

// The status of one of several parts: fine, too, when its fault is put with the others.
inline Status settle(const Path& path, Status status) {
    if (status || path.faults == nullptr) return status;
    path.faults->add(std::move(status.error()));
    return {};
}

// The readers of all that is no described struct, list or the like.
template <JsonValue V>
struct ValueReader {
    static Status read(const V& json, const Path& path, std::string& out);
    static Status read(const V& json, const Path& path, bool& out);
    static Status read(const V& json, const Path& path, std::int64_t& out);
    static Status read(const V& json, const Path& path, int& out);
    static Status read(const V& json, const Path& path, Date& out);
    static Status read(const V& json, const Path& path, Credit& out);
    static Status read(const V& json, const Path& path, Score& out);
    static Status read(const V& json, const Path& path, Minutes& out);
    static Status read(const V& json, const Path& path, BirthMonth& out);
    static Status read(const V& json, const Path& path, Currency& out);
    static Status read(const V& json, const Path& path, Money& out);
    static Status read(const V& json, const Path& path, Sha256Hex& out);
    static Status read(const V& json, const Path& path, Sealed& out);
    static Status read(const V& json, const Path& path, Json& out);  // any object
    static Status read_id(const V& json, const Path& path, std::string& out);
};
extern template struct ValueReader<Json>;
extern template struct ValueReader<StoredValue>;

template <JsonValue V, class T>
requires requires(const V& json, const Path& path, T& out) {
    ValueReader<V>::read(json, path, out);
}
Status read(const V& json, const Path& path, T& out) {
    return ValueReader<V>::read(json, path, out);
}

Json write(const std::string& value);
Json write(bool value);
Json write(std::int64_t value);
Json write(Date value);
Json write(Credit value);
Json write(Score value);
Json write(Minutes value);
Json write(BirthMonth value);
Json write(const Currency& value);
Json write(const Money& value);
Json write(const Sha256Hex& value);
Json write(const Sealed& value);
Json write(const Json& value);

template <JsonValue V, class Tag>
Status read(const V& json, const Path& path, Id<Tag>& out) {
    return ValueReader<V>::read_id(json, path, out.text);
}
template <class Tag>
Json write(const Id<Tag>& value) {
    return value.text;
}

template <class T>
inline constexpr bool is_optional_v = false;
template <class T>
inline constexpr bool is_optional_v<std::optional<T>> = true;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
concept AllOptional = requires {
    T::kAllOptional;
};

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

// Their names on the wire: those of C++, but for a trailing underscore.
template <DescribedStruct T>
inline constexpr auto kMemberNames = [] {
    std::array<std::string_view, boost::mp11::mp_size<MembersOf<T>>::value> names{};
    std::size_t n = 0;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
        std::string_view name = member.name;
        if (name.ends_with('_')) name.remove_suffix(1);
        names[n++] = name;
    });
    return names;
}();

// A C++ name as it is on the wire.
std::string wire_name(std::string_view name, char underscore);

template <DescribedEnum T>
const std::map<T, std::string>& names_of() {
    static const auto names = [] {
        std::map<T, std::string> all;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto e) { all.emplace(e.value, wire_name(e.name, '-')); });
        return all;
    }();
    return names;
}

template <DescribedEnum T>
const std::string& name_of(T value) {
    return names_of<T>().at(value);
}

template <JsonValue V, DescribedEnum T>
Status read(const V& json, const Path& path, T& out) {
    if (const auto text = text_of(json))
        for (const auto& [value, name] : names_of<T>())
            if (name == *text) {
                out = value;
                return {};
            }
    std::string known;
    for (const auto& [value, name] : names_of<T>()) known += (known.empty() ? "" : ", ") + name;
    return refuse(path, "must be one of " + known);
}
template <DescribedEnum T>
Json write(T value) {
    return name_of(value);
}

template <JsonValue V, class T>
Status read(const V& json, const Path& path, std::vector<T>& out) {
    if (!is_list(json)) return refuse(path, "must be a list");
    if (size_of(json) > kListMax)
        return refuse(path, "has more than " + std::to_string(kListMax) + " elements");
    out.clear();
    return visit_elements(json, [&](const V& element) {
        const Path place = path.element(out.size());
        return settle(path, read(element, place, out.emplace_back()));
    });
}
template <class T>
Json write(const std::vector<T>& values) {
    Json out = Json::array();
    for (const T& value : values) out.push_back(write(value));
    return out;
}

template <JsonValue V, class T>
Status read(const V& json, const Path& path, std::map<std::string, T>& out) {
    if (!is_object(json)) return refuse(path, "must be an object");
    return visit_members(json, [&](std::string_view key, const auto& place) -> Status {
        const Path member = path.member(key);
        const auto [field, is_new] = out.try_emplace(std::string(key));
        if (!is_new) return refuse(member, "stands there twice");
        return settle(path, read(*place, member, field->second));
    });
}

template <JsonValue V, class T>
Status read(const V& json, const Path& path, std::optional<T>& out) {
    return read(json, path, out.emplace());
}

// The members of `json`, an object, that bear one of these names.
template <JsonValue V, std::size_t N>
Status find_members(const V& json, const Path& path, Members<V, N>& members) {
    return visit_members(json, [&](std::string_view key, const auto& place) -> Status {
        if (members.add(key, place)) return {};
        return refuse(path.member(key), "stands there twice");
    });
}

template <JsonValue V, std::size_t N>
Status refuse_unknown_keys(const V& json, const Path& path,
                           const std::array<std::string_view, N>& names) {
    return visit_members(json, [&](std::string_view key, const auto&) -> Status {
        if (std::find(names.begin(), names.end(), key) != names.end()) return {};
        return settle(path, refuse(path.member(key), "is not a field known here"));
    });
}

template <DescribedStruct T, class Handle, class Field>
Status read_member(const Handle& place, const Path& path, Field& field) {
    if (!place) {
        if constexpr (is_optional_v<Field> || AllOptional<T>)
            return {};
        else
            return refuse(path, "is missing");
    }
    if (is_null(*place)) {
        if constexpr (!AllOptional<T>)
            return refuse(path, "must not be null: leave it out");
        else if constexpr (is_optional_v<Field>) {
            field.reset();
            return {};
        }
    }
    return read(*place, path, field);
}

template <JsonValue V, DescribedStruct T>
Status read(const V& json, const Path& path, T& out) {
    if (!is_object(json)) return refuse(path, "must be an object");
    constexpr auto& kNames = kMemberNames<T>;
    Members<V, kNames.size()> members(kNames);
    RECERT_TRY(find_members(json, path, members));
    Status status;
    std::size_t n = 0;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
        const Path place = path.member(kNames[n]);
        if (status) status = settle(path, read_member<T>(members[n], place, out.*member.pointer));
        ++n;
    });
    if (members.count() < size_of(json) &&
        (status || status.error().message.ends_with("is missing")))
        RECERT_TRY(refuse_unknown_keys(json, path, kNames));
    return status;
}
template <DescribedStruct T>
Json write(const T& value) {
    Json out = Json::object();
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
        const auto& field = value.*member.pointer;
        static const std::string name = wire_name(member.name, '_');
        if constexpr (is_optional_v<std::remove_cvref_t<decltype(field)>>) {
            if (field) out[name] = write(*field);
        } else {
            out[name] = write(field);
        }
    });
    return out;
}

}  // namespace recert::events
