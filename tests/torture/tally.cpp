#include "torture/tally.hpp"

namespace recert::torture {

namespace {

void keep(std::vector<std::string>& complaints, const std::string& what) {
    if (complaints.size() < kComplaintsKept) complaints.push_back(what);
}

}  // namespace

void Tally::lose(const std::string& what) {
    ++lost;
    keep(complaints, "lost: " + what);
}

void Tally::differ(const std::string& what) {
    ++different;
    keep(complaints, "different: " + what);
}

std::uint64_t pick(Chance& chance, std::uint64_t below) {
    return below == 0 ? 0 : chance() % below;
}

}  // namespace recert::torture
