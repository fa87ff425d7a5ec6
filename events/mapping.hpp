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

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "events/json.hpp"
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

Status read(const Json& json, const Path& path, std::string& out);
Status read(const Json& json, const Path& path, bool& out);
Status read(const Json& json, const Path& path, std::int64_t& out);
Status read(const Json& json, const Path& path, int& out);
Status read(const Json& json, const Path& path, Date& out);
Status read(const Json& json, const Path& path, Credit& out);
Status read(const Json& json, const Path& path, Score& out);
Status read(const Json& json, const Path& path, Minutes& out);
Status read(const Json& json, const Path& path, BirthMonth& out);
Status read(const Json& json, const Path& path, Currency& out);
Status read(const Json& json, const Path& path, Money& out);
Status read(const Json& json, const Path& path, Sha256Hex& out);
Status read(const Json& json, const Path& path, Sealed& out);
Status read(const Json& json, const Path& path, Json& out);  // any object
Status read_id(const Json& json, const Path& path, std::string& out);

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

template <class Tag>
Status read(const Json& json, const Path& path, Id<Tag>& out) {
    return read_id(json, path, out.text);
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

// A C++ name as it is on the wire.
std::string wire_name(std::string_view name, char underscore);

template <DescribedEnum T>
const std::string& name_of(T value) {
    static const auto names = [] {
        std::map<T, std::string> all;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto e) { all.emplace(e.value, wire_name(e.name, '-')); });
        return all;
    }();
    return names.at(value);
}

template <DescribedEnum T>
Status read(const Json& json, const Path& path, T& out) {
    std::string known;
    bool found = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto e) {
        const std::string& name = name_of(e.value);
        if (json.is_string() && json.get_ref<const std::string&>() == name) {
            out = e.value;
            found = true;
        }
        if (!found) known += (known.empty() ? "" : ", ") + name;
    });
    if (!found) return refuse(path, "must be one of " + known);
    return {};
}
template <DescribedEnum T>
Json write(T value) {
    return name_of(value);
}

template <class T>
Status read(const Json& json, const Path& path, std::vector<T>& out) {
    if (!json.is_array()) return refuse(path, "must be a list");
    if (json.size() > kListMax)
        return refuse(path, "has more than " + std::to_string(kListMax) + " elements");
    out.clear();
    for (std::size_t n = 0; n < json.size(); ++n) {
        RECERT_TRY(settle(path, read(json[n], path.element(n), out.emplace_back())));
    }
    return {};
}
template <class T>
Json write(const std::vector<T>& values) {
    Json out = Json::array();
    for (const T& value : values) out.push_back(write(value));
    return out;
}

template <class T>
Status read(const Json& json, const Path& path, std::map<std::string, T>& out) {
    if (!json.is_object()) return refuse(path, "must be an object");
    for (const auto& [key, value] : json.items()) {
        RECERT_TRY(settle(path, read(value, path.member(key), out[key])));
    }
    return {};
}

template <class T>
Status read(const Json& json, const Path& path, std::optional<T>& out) {
    return read(json, path, out.emplace());
}

template <DescribedStruct T, class Member>
Status read_member(const Json& json, const Path& path, T& out, Member member, std::size_t& found) {
    auto& field = out.*member.pointer;
    using Field = std::remove_cvref_t<decltype(field)>;
    static const std::string name = wire_name(member.name, '_');
    const auto place = json.find(name);
    if (place == json.end()) {
        if constexpr (is_optional_v<Field> || AllOptional<T>)
            return {};
        else
            return refuse(path.member(name), "is missing");
    }
    ++found;
    if (place->is_null()) {
        if constexpr (!AllOptional<T>)
            return refuse(path.member(name), "must not be null: leave it out");
        else if constexpr (is_optional_v<Field>) {
            field.reset();
            return {};
        }
    }
    return read(*place, path.member(name), field);
}

template <DescribedStruct T>
Status refuse_unknown_keys(const Json& json, const Path& path) {
    for (const auto& field : json.get_ref<const Json::object_t&>()) {
        const std::string& key = field.first;
        bool known = false;
        boost::mp11::mp_for_each<MembersOf<T>>(
            [&](auto member) { known = known || wire_name(member.name, '_') == key; });
        if (!known) RECERT_TRY(settle(path, refuse(path.member(key), "is not a field known here")));
    }
    return {};
}

template <DescribedStruct T>
Status read(const Json& json, const Path& path, T& out) {
    if (!json.is_object()) return refuse(path, "must be an object");
    Status status;
    std::size_t found = 0;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
        if (status) status = settle(path, read_member(json, path, out, member, found));
    });
    if (found < json.size() && (status || status.error().message.ends_with("is missing")))
        RECERT_TRY(refuse_unknown_keys<T>(json, path));
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
