// A value of a stored entry, as simdjson reads it. It answers what json_value.hpp asks.
//
// Entries are canonical and were checked when they were appended, so that what is unusual need not
// be read here: no number beyond 64 bits, no zero byte, no key twice in one object, no more than
// kEntryBytesMax. Whoever is refused such an entry reads it as Json, which says what is wrong.
// A value is valid until its thread parses the next entry.
#pragma once

#include <simdjson.h>

#include "events/json_value.hpp"
#include "events/values.hpp"

namespace recert::events {

class StoredValue {
  public:
    explicit StoredValue(simdjson::dom::element element) : element_(element) {}

    // nullopt: it is no JSON, or unusual.
    static std::optional<StoredValue> parse(std::string_view entry);

    friend bool is_null(const StoredValue& value) { return value.element_.is_null(); }
    friend bool is_list(const StoredValue& value) { return value.element_.is_array(); }
    friend bool is_object(const StoredValue& value) { return value.element_.is_object(); }
    friend std::size_t size_of(const StoredValue& value) {
        if (const auto object = value.as<simdjson::dom::object>()) return object->size();
        const auto list = value.as<simdjson::dom::array>();
        return list ? list->size() : 0;
    }

    friend std::optional<std::string_view> text_of(const StoredValue& value) {
        return value.as<std::string_view>();
    }
    friend std::optional<bool> truth_of(const StoredValue& value) { return value.as<bool>(); }
    friend std::optional<std::int64_t> integer_of(const StoredValue& value) {
        const auto number = value.as<std::int64_t>();
        const bool is_exact = number && -kIntegerMax <= *number && *number <= kIntegerMax;
        return is_exact ? number : std::nullopt;
    }
    friend std::optional<std::uint64_t> count_of(const StoredValue& value) {
        return value.as<std::uint64_t>();
    }
    friend std::optional<double> number_of(const StoredValue& value) { return value.as<double>(); }
    friend std::optional<Json> json_of(const StoredValue& value);

    template <class Visit>
    friend Status visit_elements(const StoredValue& value, const Visit& visit) {
        const auto list = value.as<simdjson::dom::array>();
        if (!list) return {};
        for (const simdjson::dom::element element : *list) RECERT_TRY(visit(StoredValue(element)));
        return {};
    }

    template <class Visit>
    friend Status visit_members(const StoredValue& value, const Visit& visit) {
        const auto object = value.as<simdjson::dom::object>();
        if (!object) return {};
        for (const simdjson::dom::key_value_pair member : *object)
            RECERT_TRY(visit(member.key, StoredValue(member.value)));
        return {};
    }

    // Whether `entry` is the canonical form of this value, which was parsed from it.
    bool is_canonical(std::string_view entry) const;

  private:
    template <class T>
    std::optional<T> as() const {
        T out{};
        if (element_.get(out) != simdjson::SUCCESS) return std::nullopt;
        return out;
    }

    simdjson::dom::element element_;
};

template <>
struct HandleOf<StoredValue> {
    using type = std::optional<StoredValue>;
};

}  // namespace recert::events
