// Invented people, organizations and things to learn from; no name is meant to be anybody's.
#pragma once

#include <string>

#include "demo/dice.hpp"

namespace recert::demo {

struct PersonName {
    std::string full;
    std::string locale;
    std::string timezone;
};
PersonName person_name(Dice& dice);

struct OrganizationName {
    std::string name;
    std::string kind;  // company, nonprofit, government, education
};
OrganizationName organization_name(std::size_t number, Dice& dice);

std::string topic(Dice& dice);

}  // namespace recert::demo
