#include "events/stored_value.hpp"

#include <cstring>
#include <memory>
#include <utility>

#include "events/canonical.hpp"
#include "events/codec.hpp"

namespace recert::events {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

// What a thread reads entries with: the bytes have to stand in memory with some to spare.
class EntryParser {
  public:
    EntryParser() : is_ready_(parser_.allocate(kEntryBytesMax, kLevels) == simdjson::SUCCESS) {}

    std::optional<StoredValue> parse(std::string_view entry) {
        if (!is_ready_ || entry.size() > kEntryBytesMax || entry.find('\0') != entry.npos)
            return std::nullopt;
        std::memcpy(bytes_.get(), entry.data(), entry.size());
        element root;
        if (parser_.parse(bytes_.get(), entry.size(), false).get(root) != simdjson::SUCCESS)
            return std::nullopt;
        return StoredValue(root);
    }

  private:
    static constexpr std::size_t kLevels = kEntryDepthMax + 1;  // the library counts the root's

    std::unique_ptr<char[]> bytes_ =
        std::make_unique<char[]>(kEntryBytesMax + simdjson::SIMDJSON_PADDING);
    simdjson::dom::parser parser_;
    bool is_ready_;
};

// Values as they stand, each in the one form it may have. False: keys are out of order, or twice.
bool write(std::string& out, element value);

bool write_object(std::string& out, simdjson::dom::object object) {
    char separator = '{';
    std::optional<std::string_view> before;
    for (const auto member : object) {
        if (before && !utf16_less(*before, member.key)) return false;
        before = member.key;
        out += std::exchange(separator, ',');
        write_string(out, member.key);
        out += ':';
        if (!write(out, member.value)) return false;
    }
    out += before ? "}" : "{}";
    return true;
}

bool write_list(std::string& out, simdjson::dom::array list) {
    char separator = '[';
    for (const element value : list) {
        out += std::exchange(separator, ',');
        if (!write(out, value)) return false;
    }
    out += separator == '[' ? "[]" : "]";
    return true;
}

void write_number(std::string& out, element value) {
    const auto integer = integer_of(StoredValue(value));
    if (integer)
        write_integer(out, *integer);
    else
        write_double(out, value.get_double().value_unsafe());
}

bool write(std::string& out, element value) {
    switch (value.type()) {
        case element_type::OBJECT:
            return write_object(out, value.get_object().value_unsafe());
        case element_type::ARRAY:
            return write_list(out, value.get_array().value_unsafe());
        case element_type::STRING:
            write_string(out, value.get_string().value_unsafe());
            return true;
        case element_type::BOOL:
            out += value.get_bool().value_unsafe() ? "true" : "false";
            return true;
        case element_type::NULL_VALUE:
            out += "null";
            return true;
        case element_type::INT64:
        case element_type::UINT64:
        case element_type::DOUBLE:
            write_number(out, value);
            return true;
    }
    return false;
}

// False: a key stands twice.
bool copy(element value, Json& out);

bool copy_object(simdjson::dom::object object, Json& out) {
    out = Json::object();
    for (const auto member : object) {
        const auto [place, is_new] = out.emplace(std::string(member.key), nullptr);
        if (!is_new || !copy(member.value, place.value())) return false;
    }
    return true;
}

bool copy_list(simdjson::dom::array list, Json& out) {
    out = Json::array();
    for (const element value : list)
        if (!copy(value, out.emplace_back())) return false;
    return true;
}

bool copy(element value, Json& out) {
    switch (value.type()) {
        case element_type::OBJECT:
            return copy_object(value.get_object().value_unsafe(), out);
        case element_type::ARRAY:
            return copy_list(value.get_array().value_unsafe(), out);
        case element_type::STRING:
            out = value.get_string().value_unsafe();
            break;
        case element_type::BOOL:
            out = value.get_bool().value_unsafe();
            break;
        case element_type::NULL_VALUE:
            out = nullptr;
            break;
        case element_type::INT64:
        case element_type::UINT64:
            if (const auto count = count_of(StoredValue(value)))
                out = *count;  // unsigned where it can be, as parse() has it
            else
                out = value.get_int64().value_unsafe();
            break;
        case element_type::DOUBLE:
            out = value.get_double().value_unsafe();
            break;
    }
    return true;
}

}  // namespace

std::optional<StoredValue> StoredValue::parse(std::string_view entry) {
    static thread_local EntryParser parser;
    return parser.parse(entry);
}

bool StoredValue::is_canonical(std::string_view entry) const {
    static thread_local std::string text;
    text.clear();
    return write(text, element_) && text == entry;
}

std::optional<Json> json_of(const StoredValue& value) {
    Json out;
    return copy(value.element_, out) ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace recert::events
