#include "tools/tar.hpp"

#include <algorithm>
#include <charconv>

namespace recert::tools {
namespace {

// Where the fields of a header lie, and how long they are.
struct Field {
    std::size_t at;
    std::size_t length;
};
constexpr Field kName{0, kTarNameMax};
constexpr Field kMode{100, 8};
constexpr Field kUser{108, 8};
constexpr Field kGroup{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kTime{136, 12};
constexpr Field kChecksum{148, 8};
constexpr std::size_t kType = 156;
constexpr Field kMagic{257, 8};
constexpr Field kPrefix{345, 155};
constexpr std::string_view kUstar("ustar\00000", 8);
constexpr char kPlainFile = '0';
constexpr int kOctal = 8;

// Octal digits with a NUL behind them.
void put_number(std::string& block, Field field, std::uint64_t number) {
    for (std::size_t n = field.length - 1; n-- > 0; number /= kOctal)
        block[field.at + n] = static_cast<char>('0' + number % kOctal);
}

std::optional<std::uint64_t> number_in(std::string_view block, Field field) {
    const std::string_view text = block.substr(field.at, field.length);
    const std::string_view digits = text.substr(0, text.find_first_of(std::string_view(" \0", 2)));
    std::uint64_t number = 0;
    const auto end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number, kOctal);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

// The sum of all bytes, the checksum itself taken for spaces.
std::uint64_t checksum_of(std::string_view block) {
    std::uint64_t sum = kChecksum.length * ' ';
    for (std::size_t n = 0; n < block.size(); ++n)
        if (n < kChecksum.at || n >= kChecksum.at + kChecksum.length)
            sum += static_cast<unsigned char>(block[n]);
    return sum;
}

}  // namespace

Result<std::string> tar_header(const TarEntry& entry) {
    constexpr std::uint64_t kReadableByAll = 0644;
    if (entry.name.size() > kTarNameMax || entry.bytes > kTarFileBytesMax)
        return fail(ErrorCode::too_large,
                    entry.name + " is too large for a tar: write a directory instead");
    std::string block(kTarBlock, '\0');
    block.replace(kName.at, entry.name.size(), entry.name);
    put_number(block, kMode, kReadableByAll);
    put_number(block, kUser, 0);
    put_number(block, kGroup, 0);
    put_number(block, kSize, entry.bytes);
    put_number(block, kTime, 0);
    block[kType] = kPlainFile;
    block.replace(kMagic.at, kMagic.length, kUstar);
    // Six digits, NUL, space: as everybody writes it.
    put_number(block, {kChecksum.at, kChecksum.length - 1}, checksum_of(block));
    block[kChecksum.at + kChecksum.length - 1] = ' ';
    return block;
}

Result<std::optional<TarEntry>> read_tar_header(std::string_view block) {
    const auto is_zero = [](char c) { return c == '\0'; };
    if (block.size() == kTarBlock && std::all_of(block.begin(), block.end(), is_zero))
        return std::optional<TarEntry>();
    const auto refuse = [](const char* why) {
        return fail(ErrorCode::malformed, std::string("not a tar of plain files: ") + why);
    };
    if (block.size() != kTarBlock) return refuse("it ends too early");
    if (block.substr(kMagic.at, kMagic.length) != kUstar) return refuse("a header is not ustar");
    if (number_in(block, kChecksum) != checksum_of(block)) return refuse("a header is damaged");
    const auto bytes = number_in(block, kSize);
    if (!bytes || block[kType] != kPlainFile || block[kPrefix.at] != '\0')
        return refuse("something else is in it");
    const std::string_view name = block.substr(kName.at, kName.length);
    return TarEntry{std::string(name.substr(0, name.find('\0'))), *bytes};
}

std::size_t tar_padding(std::uint64_t bytes) {
    return static_cast<std::size_t>((kTarBlock - bytes % kTarBlock) % kTarBlock);
}

}  // namespace recert::tools
