#include "ledger/format.hpp"

namespace recert::ledger::format {

namespace {

constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kCountBytes = 4;

void add_big_endian(std::string& bytes, std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0;)
        bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = (value << 8) | static_cast<unsigned char>(byte);
    return value;
}

}  // namespace

std::string number(std::uint64_t value) {
    std::string bytes;
    add_big_endian(bytes, value, kNumberBytes);
    return bytes;
}

std::optional<std::uint64_t> number_from(std::string_view bytes) {
    if (bytes.size() != kNumberBytes) return std::nullopt;
    return big_endian(bytes);
}

std::string stream_prefix(std::string_view stream) {
    std::string key(stream);
    key.push_back('\0');
    return key;
}

std::string stream_key(std::string_view stream, StreamVersion version) {
    std::string key = stream_prefix(stream);
    add_big_endian(key, version.value, kNumberBytes);
    return key;
}

std::string tile_key(TileId tile) {
    std::string key;
    add_big_endian(key, tile.level, 1);
    add_big_endian(key, tile.index, kNumberBytes);
    return key;
}

std::string edge_prefix(unsigned level) {
    std::string key = "edge";
    add_big_endian(key, level, 1);
    return key;
}

std::string edge_key(unsigned level, std::size_t slot) {
    std::string key = edge_prefix(level);
    add_big_endian(key, slot, 1);
    return key;
}

std::string checkpoint_key(TreeSize size) {
    return std::string(kCheckpointPrefix) += number(size.value);
}

std::string kept_key(std::string_view name) { return std::string("kept") += name; }

std::string repeat_value(const Repeat& repeat) {
    std::string bytes = number(repeat.first.value);
    add_big_endian(bytes, repeat.count, kCountBytes);
    return bytes + repeat.digest;
}

std::optional<Repeat> repeat_from(std::string_view bytes) {
    if (bytes.size() < kNumberBytes + kCountBytes) return std::nullopt;
    return Repeat{std::string(bytes.substr(kNumberBytes + kCountBytes)),
                  Seq{big_endian(bytes.substr(0, kNumberBytes))},
                  static_cast<std::uint32_t>(big_endian(bytes.substr(kNumberBytes, kCountBytes)))};
}

std::string with_length(std::string_view bytes) {
    std::string prefixed;
    add_big_endian(prefixed, bytes.size(), 4);
    prefixed.append(bytes);
    return prefixed;
}

}  // namespace recert::ledger::format
