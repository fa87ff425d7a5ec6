// What the mapping asks of a JSON value, whoever parsed it: Json is what a client sends and what a
// document is made of; StoredValue (stored_value.hpp) is of an entry, and read many times faster.
//
// Each answers the same functions, found by argument: is_null, is_list, is_object, size_of (of
// either), text_of, truth_of, integer_of (within 2^53 - 1), count_of (not negative), number_of,
// json_of; nullopt where it is of another kind. visit_elements calls `visit(element)` and
// visit_members `visit(key, handle)`, both up to the first error. Thread-safe; no state.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

#include "events/json.hpp"
#include "result.hpp"

namespace recert::events {

class StoredValue;

template <class V>
concept JsonValue = std::same_as<V, Json> || std::same_as<V, StoredValue>;

// A value in its place, or nothing; `*handle` is the value.
template <class V>
struct HandleOf {
    using type = const V*;
};

inline bool is_null(const Json& value) { return value.is_null(); }
inline bool is_list(const Json& value) { return value.is_array(); }
inline bool is_object(const Json& value) { return value.is_object(); }
inline std::size_t size_of(const Json& value) { return value.size(); }

inline std::optional<std::string_view> text_of(const Json& value) {
    if (!value.is_string()) return std::nullopt;
    return value.get_ref<const std::string&>();
}

inline std::optional<bool> truth_of(const Json& value) {
    if (!value.is_boolean()) return std::nullopt;
    return value.get<bool>();
}

inline std::optional<std::int64_t> integer_of(const Json& value) {
    if (!is_exact_integer(value)) return std::nullopt;
    return value.get<std::int64_t>();
}

inline std::optional<std::uint64_t> count_of(const Json& value) {
    if (value.is_number_unsigned()) return value.get<std::uint64_t>();
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0) return std::nullopt;
    return value.get<std::uint64_t>();
}

inline std::optional<double> number_of(const Json& value) {
    if (!value.is_number()) return std::nullopt;
    return value.get<double>();
}

inline std::optional<Json> json_of(const Json& value) { return value; }

template <class Visit>
Status visit_elements(const Json& list, const Visit& visit) {
    for (const Json& element : list) RECERT_TRY(visit(element));
    return {};
}

template <class Visit>
Status visit_members(const Json& object, const Visit& visit) {
    for (const auto& [key, value] : object.get_ref<const Json::object_t&>())
        RECERT_TRY(visit(std::string_view(key), &value));
    return {};
}

// The members of an object that are asked for, in the order of their names.
template <JsonValue V, std::size_t N>
class Members {
  public:
    using Names = std::array<std::string_view, N>;

    explicit Members(const Names& names) : names_(names) {}

    // False: one of them stands there twice.
    [[nodiscard]] bool add(std::string_view key, typename HandleOf<V>::type place) {
        for (std::size_t tried = 0; tried < N; ++tried) {
            const std::size_t n = next_;
            next_ = n + 1 < N ? n + 1 : 0;  // where names have the order of keys, the right one
            if (names_[n] != key) continue;
            if (places_[n]) return false;
            places_[n] = place;
            ++count_;
            return true;
        }
        return true;
    }

    const auto& operator[](std::size_t n) const { return places_[n]; }
    std::size_t count() const { return count_; }

  private:
    const Names& names_;
    std::array<typename HandleOf<V>::type, N> places_{};
    std::size_t count_ = 0;
    std::size_t next_ = 0;
};

}  // namespace recert::events
