#include "tools/document.hpp"

#include <fstream>

namespace recert::tools {

Result<std::string> read_document(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(kDocumentBytesMax + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (in.bad() || !in.eof() || text.size() > kDocumentBytesMax)
        return fail(ErrorCode::malformed, "cannot be read, or is larger than 1 MiB");
    return text;
}

}  // namespace recert::tools
