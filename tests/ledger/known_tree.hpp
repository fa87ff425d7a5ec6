// A tree in memory whose nodes are all at hand, and the entries and roots that implementations of
// RFC 6962 are tried with.
#pragma once

#include <string>
#include <vector>

#include "ledger/naive_tree.hpp"
#include "ledger/tree.hpp"

namespace recert::ledger {

// All nodes of a tree in memory.
class Rows : public NodeSource {
  public:
    explicit Rows(std::vector<Hash> leaves) : rows_{std::move(leaves)} {
        while (rows_.back().size() > 1) {
            const std::vector<Hash>& below = rows_.back();
            std::vector<Hash> row;
            for (std::size_t i = 0; i + 1 < below.size(); i += 2)
                row.push_back(naive::node(below[i], below[i + 1]));
            rows_.push_back(std::move(row));
        }
    }
    Result<Hash> node(unsigned level, std::uint64_t index) override {
        return rows_.at(level).at(index);
    }

  private:
    std::vector<std::vector<Hash>> rows_;
};

inline const std::vector<std::string> kEntries = {"",         std::string(1, '\0'), "\x10",
                                                  "\x20\x21", "\x30\x31",           "@ABC",
                                                  "PQRSTUVW", "`abcdefghijklmno"};

inline const std::vector<std::string> kRoots = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

}  // namespace recert::ledger
