#include "events/mapping.hpp"

#include <cmath>

#include "events/stored_value.hpp"

namespace recert::events {
namespace {

// An integer of hundredths, exactly: `number` is the double nearest to it, or is refused.
std::optional<std::int64_t> hundredths(std::optional<double> number) {
    if (!number || !(std::abs(*number) <= static_cast<double>(kIntegerMax) / 100))
        return std::nullopt;
    const auto count = std::llround(*number * 100);
    if (static_cast<double>(count) / 100 != *number) return std::nullopt;
    return count;
}

Json write_hundredths(std::int64_t count) {
    if (count % 100 == 0) return count / 100;
    return static_cast<double>(count) / 100;
}

bool is_hex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string Path::pointer() const {
    if (parent == nullptr) return std::string{name};
    return pointer_to(parent->pointer(), index ? std::to_string(*index) : name);
}

tl::unexpected<Error> refuse(const Path& path, const std::string& message) {
    const std::string pointer = path.pointer();
    const auto field = pointer.substr(pointer.rfind('/') + 1);
    return fail(ErrorCode::schema, field.empty() ? message : field + " " + message, pointer);
}

std::string wire_name(std::string_view name, char underscore) {
    if (name.ends_with('_')) name.remove_suffix(1);
    std::string out{name};
    for (char& c : out)
        if (c == '_') c = underscore;
    return out;
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, std::string& out) {
    const auto text = text_of(json);
    if (!text) return refuse(path, "must be a string");
    if (text->empty()) return refuse(path, "must not be empty");
    if (text->size() > kTextBytesMax)
        return refuse(path, "is longer than " + std::to_string(kTextBytesMax) + " bytes");
    out = *text;
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, bool& out) {
    const auto truth = truth_of(json);
    if (!truth) return refuse(path, "must be true or false");
    out = *truth;
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, std::int64_t& out) {
    const auto integer = integer_of(json);
    if (!integer) return refuse(path, "must be an integer within 2^53 - 1");
    out = *integer;
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, int& out) {
    std::int64_t wide = 0;
    RECERT_TRY(read(json, path, wide));
    if (std::abs(wide) > kCreditMax) return refuse(path, "must be within 1,000,000");
    out = static_cast<int>(wide);
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Date& out) {
    const auto text = text_of(json);
    const auto date = text ? parse_date(*text) : std::nullopt;
    if (!date) return refuse(path, "must be a date that exists, as YYYY-MM-DD");
    if (path.source == Source::client && (*date < kDateMin || kDateMax < *date))
        return refuse(path, "must be a date from 1000-01-01 to 8999-12-31");
    out = *date;
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Credit& out) {
    const auto count = hundredths(number_of(json));
    if (!count || *count < 0 || *count > kCreditMax * 100)
        return refuse(path, "must be a number from 0 to 1,000,000 with at most two places");
    out.hundredths = *count;
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Score& out) {
    Credit number;
    RECERT_TRY(read(json, path, number));
    out.hundredths = number.hundredths;
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Minutes& out) {
    RECERT_TRY(read(json, path, out.count));
    if (out.count < 0 || out.count > kCreditMax * 60)
        return refuse(path, "must be a whole number of minutes from 0 to 60,000,000");
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, BirthMonth& out) {
    std::int64_t month = 0;
    RECERT_TRY(read(json, path, month));
    if (month < 1 || month > 12) return refuse(path, "must be an integer from 1 to 12");
    out.month = static_cast<int>(month);
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Currency& out) {
    RECERT_TRY(read(json, path, out.code));
    if (!is_currency(out.code)) return refuse(path, "must be a currency code of ISO 4217");
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Money& out) {
    static constexpr std::array<std::string_view, 2> kNames = {"amount", "currency"};
    if (!is_object(json)) return refuse(path, "must be an object of amount and currency");
    Members<V, 2> members(kNames);
    RECERT_TRY(find_members(json, path, members));
    RECERT_TRY(refuse_unknown_keys(json, path, kNames));
    for (std::size_t n = 0; n < kNames.size(); ++n)
        if (!members[n]) return refuse(path.member(kNames[n]), "is missing");
    RECERT_TRY(read(*members[0], path.member("amount"), out.amount));
    if (out.amount < 0) return refuse(path.member("amount"), "must not be negative");
    return read(*members[1], path.member("currency"), out.currency);
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Sha256Hex& out) {
    RECERT_TRY(read(json, path, out.text));
    if (out.text.size() != 64 || !is_hex(out.text))
        return refuse(path, "must be a SHA-256 of 64 lower-case hexadecimal digits");
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Sealed& out) {
    static constexpr std::array<std::string_view, 2> kNames = {"enc", "k"};
    if (path.source == Source::client) return read(json, path, out.text);
    Members<V, 2> members(kNames);
    if (is_object(json)) RECERT_TRY(find_members(json, path, members));
    const auto text = [&](std::size_t n) {
        return members[n] ? text_of(*members[n]).value_or("") : std::string_view();
    };
    if (members.count() != 2 || size_of(json) != 2 || text(0).empty() || !is_id(text(1)))
        return refuse(path, "must be sealed");
    out.text = text(0);
    out.holder = text(1);
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read(const V& json, const Path& path, Json& out) {
    if (!is_object(json)) return refuse(path, "must be an object");
    auto copy = json_of(json);
    if (!copy) return refuse(path, "has a key that stands there twice");
    out = std::move(*copy);
    return {};
}

template <JsonValue V>
Status ValueReader<V>::read_id(const V& json, const Path& path, std::string& out) {
    const auto text = text_of(json);
    if (!text || !is_id(*text))
        return refuse(path,
                      "must be an id: lower-case letters, digits, '.', '_', '-', at most 64, "
                      "beginning with a letter or digit");
    out = *text;
    return {};
}

template struct ValueReader<Json>;
template struct ValueReader<StoredValue>;

Json write(const std::string& value) { return value; }
Json write(bool value) { return value; }
Json write(std::int64_t value) { return value; }
Json write(Date value) { return format_date(value); }
Json write(Credit value) { return write_hundredths(value.hundredths); }
Json write(Score value) { return write_hundredths(value.hundredths); }
Json write(Minutes value) { return value.count; }
Json write(BirthMonth value) { return value.month; }
Json write(const Currency& value) { return value.code; }
Json write(const Money& value) {
    return {{"amount", value.amount}, {"currency", value.currency.code}};
}
Json write(const Sha256Hex& value) { return value.text; }
Json write(const Sealed& value) {
    if (value.is_clear()) return value.text;
    return {{"enc", value.text}, {"k", value.holder}};
}
Json write(const Json& value) { return value; }

}  // namespace recert::events
