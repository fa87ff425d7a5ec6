// The canonical N-Quads of documents, for comparison with other programs: a JSON document a line
// in, its text as a JSON string a line out. Exit status 1 at the first that is not of the profile.
#include <iostream>

#include "documents/nquads.hpp"

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const auto document = recert::events::parse(line);
        const auto text = document ? recert::documents::canonical_nquads(*document)
                                   : tl::unexpected<recert::Error>(document.error());
        if (!text) {
            std::cerr << text.error().message << '\n';
            return 1;
        }
        std::cout << recert::events::canonical(*text) << '\n';
    }
    return 0;
}
