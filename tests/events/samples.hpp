// One valid event of every type at least, as a client sends it, with every field present once.
// `required` names the fields without which that sample is refused. The first sample of a type is
// the one that tests/golden/ keeps; a further one shows another form the type may take.
#pragma once

#include <string_view>
#include <vector>

#include "events/codec.hpp"

namespace recert::events::samples {

struct Sample {
    StreamKind kind;
    std::string_view type;
    std::string_view data;
    std::vector<std::string_view> required;
};

const std::vector<Sample>& all();
std::vector<Sample> of_credentials();
const Sample& of(std::string_view type);  // the first one

Json data_of(const Sample& sample);
Event event_of(const Sample& sample);

// What sealing does to the form of an event; the text is no ciphertext.
void seal(Event& event);

// Sealed, and in an envelope with every field present; always the same one.
Recorded recorded(Event event);

}  // namespace recert::events::samples
