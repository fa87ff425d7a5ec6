// Where in a JSON text each value stands, by its JSON Pointer: what a parsed document no longer
// tells. Of a member, where its key begins. No state but what was read.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace recert::tools {

struct Position {
    std::size_t line;    // from 1
    std::size_t column;  // from 1, in characters
    auto operator<=>(const Position&) const = default;
};

class Places {
  public:
    // Reads up to what events::parse would refuse: a key that stands twice, too deep a nesting, no
    // JSON at all. `text` must outlive this.
    explicit Places(std::string_view text);

    // Of what the pointer names; of the nearest value around it, where there is no such thing.
    Position of(std::string pointer) const;
    // Of the first thing that is no JSON of ours; the end, when all of it is.
    Position end_of_json() const;

  private:
    class Scan;
    Position at(std::size_t offset) const;

    std::string_view text_;
    std::unordered_map<std::string, std::size_t> offsets_;
    std::size_t end_;
};

}  // namespace recert::tools
