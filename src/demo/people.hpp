// The people of the demo: who they are, what they change about themselves.
#pragma once

#include <string>

#include "demo/dice.hpp"
#include "events/event.hpp"

namespace recert::demo {

struct Credential;
struct World;

// Where somebody works, or who paid.
struct Employer {
    std::string id;
    std::string kind;
};

struct Person {
    std::string id;
    std::string email;
    const Employer* employer;  // null: none is named
    Dice dice;
    bool is_gone = false;  // has died
    Credential* cptm = nullptr;
    Credential* cpt = nullptr;

    events::StreamName stream() const { return {events::StreamKind::holder, id}; }
};

// Registers somebody, this evening, and enters into the diary what they will say about themselves.
Person& arrive(World& world, const Employer* employer);

}  // namespace recert::demo
