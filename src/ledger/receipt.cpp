#include "ledger/receipt.hpp"

#include <charconv>

#include "ledger/base64.hpp"
#include "ledger/note.hpp"

namespace recert::ledger {

namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view kIndex = "index ";
constexpr std::string_view kGap = "\n\n";
constexpr std::size_t kHeadBytesMax = 4096;

tl::unexpected<Error> malformed(std::string_view what) {
    return fail(ErrorCode::malformed, "not a receipt: " + std::string(what));
}

// Takes a line off the front, without its end.
std::string_view next_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
}

}  // namespace

std::string Receipt::text() const {
    std::string out(kFirstLine);
    out.append(kIndex).append(std::to_string(index.value)).append("\n");
    for (const Hash& hash : path) out.append(base64(bytes_of(hash))).append("\n");
    return out.append("\n").append(checkpoint_note);
}

Result<Receipt> Receipt::parse(std::string_view text) {
    if (!text.starts_with(kFirstLine)) return malformed("its first line is another");
    const std::size_t gap = text.substr(0, kHeadBytesMax).find(kGap);
    if (gap == text.npos) return malformed("no empty line ends its proof");
    if (text.size() - gap > note::kNoteBytesMax) return malformed("its checkpoint is too long");
    std::string_view lines = text.substr(kFirstLine.size(), gap + 1 - kFirstLine.size());
    Receipt parsed{{}, {}, std::string(text.substr(gap + kGap.size()))};
    const std::string_view index = next_line(lines);
    if (!index.starts_with(kIndex)) return malformed("the second line says the index");
    std::from_chars(index.data() + kIndex.size(), index.data() + index.size(), parsed.index.value);
    while (!lines.empty()) {
        const std::optional<Hash> hash = hash_from(from_base64(next_line(lines)).value_or(""));
        if (!hash || parsed.path.size() == kProofHashesMax)
            return malformed("its proof is at most 64 hashes of 32 bytes in base64");
        parsed.path.push_back(*hash);
    }
    if (parsed.text() != text) return malformed("its index is no plain number");
    return parsed;
}

}  // namespace recert::ledger
