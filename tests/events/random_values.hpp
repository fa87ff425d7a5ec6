// Random values for properties: every draw is rapidcheck's, so a failure shrinks and its seed is
// printed. Only inside a property.
//
// An event is drawn from its description, as its JSON is: a new type needs nothing here.
#pragma once

#include <rapidcheck.h>

#include "events/event.hpp"
#include "events/mapping.hpp"

namespace recert::events::random {

std::string text();  // any characters but lone surrogates; not empty
std::string id();
std::int64_t integer(std::int64_t first, std::int64_t last);
double finite_double();
Json json(int depth);

void draw(std::string& out);
void draw(bool& out);
void draw(std::int64_t& out);
void draw(Date& out);
void draw(Instant& out);
void draw(Credit& out);
void draw(Score& out);
void draw(Minutes& out);
void draw(BirthMonth& out);
void draw(Money& out);
void draw(Sha256Hex& out);
void draw(Sealed& out);  // sealed, as in the ledger
void draw(OccurredAt& out);
void draw(Json& out);
template <class T>
void draw(std::vector<T>& out);
template <DescribedStruct T>
void draw(T& out);

template <class Tag>
void draw(Id<Tag>& out) {
    out.text = id();
}

template <DescribedEnum E>
void draw(E& out) {
    std::vector<E> values;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto e) { values.push_back(e.value); });
    out = *rc::gen::elementOf(values);
}

template <class T>
void draw(std::vector<T>& out) {
    out.resize(static_cast<std::size_t>(integer(0, 3)));
    for (T& element : out) draw(element);
}

template <class T>
void draw(std::optional<T>& out) {
    bool present = false;
    draw(present);
    if (present) draw(out.emplace());
}

template <DescribedStruct T>
void draw(T& out) {
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) { draw(out.*member.pointer); });
}

}  // namespace recert::events::random
