// RFC 8785 (JSON Canonicalization Scheme).
#include "events/canonical.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <vector>

#include "events/json.hpp"
#include "events/values.hpp"

namespace recert::events {

void write_string(std::string& out, std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\b':
                out += "\\b";
                break;
            case '\f':
                out += "\\f";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += "\\u00";
                    out += kHex[static_cast<unsigned char>(c) >> 4];
                    out += kHex[static_cast<unsigned char>(c) & 0xF];
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

// ECMAScript's Number::toString: the shortest digits, plain up to 21 places, else an exponent.
void write_double(std::string& out, double value) {
    assert(std::isfinite(value));
    if (value == 0) {
        out += '0';  // also for minus zero
        return;
    }
    char buffer[32];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    const std::string_view text{buffer, static_cast<std::size_t>(end - buffer)};
    const auto e = text.find('e');
    std::string digits;
    for (char c : text.substr(0, e)) {
        if (c == '-')
            out += '-';
        else if (c != '.')
            digits += c;
    }
    int exponent = 0;
    const auto* from = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
    std::from_chars(from, end, exponent);
    const int point = exponent + 1;  // decimal digits before the point
    const int count = static_cast<int>(digits.size());
    const auto split = static_cast<std::size_t>(std::max(point, 0));
    if (count <= point && point <= 21) {
        out += digits;
        out.append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        out += digits.substr(0, split) + "." + digits.substr(split);
    } else if (-6 < point && point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-point), '0');
        out += digits;
    } else {
        out += digits.substr(0, 1);
        if (count > 1) out += "." + digits.substr(1);
        out += exponent < 0 ? "e-" : "e+";
        out += std::to_string(std::abs(exponent));
    }
}

void write_integer(std::string& out, std::int64_t value) {
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

// UTF-16 order differs from byte order only where a character above U+FFFF (a surrogate pair,
// 0xD800…) meets one from U+E000 to U+FFFF: lead bytes 0xF0… against 0xEE and 0xEF.
bool utf16_less(std::string_view a, std::string_view b) {
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
    const auto p = static_cast<unsigned char>(*x), q = static_cast<unsigned char>(*y);
    const bool p_pair = p >= 0xF0, q_pair = q >= 0xF0;
    if (p_pair != q_pair && (p_pair ? q : p) >= 0xEE) return p_pair;
    return p < q;
}

namespace {

void write(std::string& out, const Json& value);

void write_object(std::string& out, const Json& value) {
    std::vector<const Json::object_t::value_type*> members;
    members.reserve(value.size());
    for (const auto& member : value.get_ref<const Json::object_t&>()) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](auto* a, auto* b) { return utf16_less(a->first, b->first); });
    char separator = '{';
    for (const auto* member : members) {
        out += separator;
        write_string(out, member->first);
        out += ':';
        write(out, member->second);
        separator = ',';
    }
    if (members.empty()) out += '{';
    out += '}';
}

void write_array(std::string& out, const Json& value) {
    out += '[';
    for (std::size_t n = 0; n < value.size(); ++n) {
        if (n != 0) out += ',';
        write(out, value[n]);
    }
    out += ']';
}

void write(std::string& out, const Json& value) {
    switch (value.type()) {
        case Json::value_t::object:
            return write_object(out, value);
        case Json::value_t::array:
            return write_array(out, value);
        case Json::value_t::string:
            return write_string(out, value.get_ref<const std::string&>());
        case Json::value_t::boolean:
            out += value.get<bool>() ? "true" : "false";
            return;
        case Json::value_t::null:
            out += "null";
            return;
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
            if (is_exact_integer(value)) return write_integer(out, value.get<std::int64_t>());
            [[fallthrough]];  // beyond 2^53 it is the double that it is read as elsewhere
        case Json::value_t::number_float:
            return write_double(out, value.get<double>());
        case Json::value_t::binary:
        case Json::value_t::discarded:
            assert(false && "parse() makes none of these");
            return;
    }
}

}  // namespace

bool is_exact_integer(const Json& value) {
    if (value.is_number_unsigned())
        return value.get<std::uint64_t>() <= static_cast<std::uint64_t>(kIntegerMax);
    if (!value.is_number_integer()) return false;
    const auto number = value.get<std::int64_t>();
    return -kIntegerMax <= number && number <= kIntegerMax;
}

void ObjectWriter::begin(std::string_view key) {
    out_ += out_.empty() ? '{' : ',';
    write_string(out_, key);
    out_ += ':';
}

ObjectWriter& ObjectWriter::add(std::string_view key, std::string_view text) {
    begin(key);
    write_string(out_, text);
    return *this;
}

ObjectWriter& ObjectWriter::add(std::string_view key, std::uint64_t number) {
    begin(key);
    out_ += std::to_string(number);
    return *this;
}

ObjectWriter& ObjectWriter::add_value(std::string_view key, const Json& value) {
    begin(key);
    write(out_, value);
    return *this;
}

std::string ObjectWriter::done() {
    out_ += out_.empty() ? "{}" : "}";
    return std::move(out_);
}

std::string canonical(const Json& value) {
    std::string out;
    write(out, value);
    return out;
}

}  // namespace recert::events
