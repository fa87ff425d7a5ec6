// The flags of recertd, and the variables of the environment that stand for them.
#pragma once

#include "settings.hpp"

namespace CLI {
class App;
}

namespace recert {

void add_flags(CLI::App& app, Given& given);

}  // namespace recert
