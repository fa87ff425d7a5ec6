// The arrows between the parts: who may use whom, in `#include` lines and in link lines.
//
// A part is one static library; store and ledger are two each, and which half a file belongs to is
// what the CMakeLists say of the .cpp of the same name. A part that is not in the table, or a
// quoted include that does not begin with a part's folder, is a complaint too. Tests may include
// all.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "architecture/source.hpp"

namespace recert::architecture {

// The parts that `part` may include and link directly.
const std::set<std::string_view>* uses_of(std::string_view part);

class Arrows {
  public:
    explicit Arrows(const std::vector<SourceFile>& tree);

    Complaints check_includes(const SourceFile& file) const;
    Complaints check_links(const SourceFile& cmake) const;  // a CMakeLists.txt outside tests/

  private:
    std::string part_of(const std::string& path) const;

    std::map<std::string, std::string> halves_;  // ledger/log -> ledger_write
};

}  // namespace recert::architecture
