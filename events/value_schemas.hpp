// The JSON Schema (2020-12) of a described struct and of the values it is made of: what mapping.hpp
// reads, told to others.
//
// A struct is an object of its members; a std::optional one may be absent; nothing else may be
// there. What a schema cannot say exactly (a decimal of two places, a length in bytes, a day that
// exists) it says more loosely and in words: it accepts whatever the mapping accepts.
// Thread-safe; no state.
#pragma once

#include <type_traits>

#include "events/mapping.hpp"

namespace recert::events {

// Sealed fields are what the two differ in.
enum class Form {
    sent,   // by a client, in clear
    shown,  // to a reader: opened, null when the holder is erased, or as stored
};

Json schema_of(std::type_identity<std::string>, Form);
Json schema_of(std::type_identity<bool>, Form);
Json schema_of(std::type_identity<std::int64_t>, Form);
Json schema_of(std::type_identity<Date>, Form);
Json schema_of(std::type_identity<Credit>, Form);
Json schema_of(std::type_identity<Score>, Form);
Json schema_of(std::type_identity<Minutes>, Form);
Json schema_of(std::type_identity<BirthMonth>, Form);
Json schema_of(std::type_identity<Money>, Form);
Json schema_of(std::type_identity<Sha256Hex>, Form);
Json schema_of(std::type_identity<Sealed>, Form);
Json schema_of(std::type_identity<Json>, Form);  // any object
Json id_schema();
Json list_schema(Json elements);
Json names_schema(std::vector<std::string> names);

// Built up member by member.
class ObjectSchema {
  public:
    void add(std::string name, Json schema, bool is_required);
    Json done();

  private:
    Json properties_ = Json::object();
    Json required_ = Json::array();
};

template <class Tag>
Json schema_of(std::type_identity<Id<Tag>>, Form) {
    return id_schema();
}

template <DescribedEnum T>
Json schema_of(std::type_identity<T>, Form) {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto e) { names.push_back(name_of(e.value)); });
    return names_schema(std::move(names));
}

template <class T>
Json schema_of(std::type_identity<std::vector<T>>, Form form) {
    return list_schema(schema_of(std::type_identity<T>{}, form));
}

template <class T>
Json schema_of(std::type_identity<std::optional<T>>, Form form) {
    return schema_of(std::type_identity<T>{}, form);
}

template <DescribedStruct T>
Json schema_of(std::type_identity<T>, Form form) {
    ObjectSchema object;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
        using Field = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
        object.add(wire_name(member.name, '_'), schema_of(std::type_identity<Field>{}, form),
                   !is_optional_v<Field>);
    });
    return object.done();
}

}  // namespace recert::events
