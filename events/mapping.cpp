#include "events/mapping.hpp"

#include <cmath>

namespace recert::events {
namespace {

// An integer of hundredths, exactly: `number` is the double nearest to it, or is refused.
std::optional<std::int64_t> hundredths(const Json& json) {
    if (!json.is_number()) return std::nullopt;
    const double number = json.get<double>();
    if (!(std::abs(number) <= static_cast<double>(kIntegerMax) / 100)) return std::nullopt;
    const auto count = std::llround(number * 100);
    if (static_cast<double>(count) / 100 != number) return std::nullopt;
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

Status read(const Json& json, const Path& path, std::string& out) {
    if (!json.is_string()) return refuse(path, "must be a string");
    out = json.get_ref<const std::string&>();
    if (out.empty()) return refuse(path, "must not be empty");
    if (out.size() > kTextBytesMax)
        return refuse(path, "is longer than " + std::to_string(kTextBytesMax) + " bytes");
    return {};
}

Status read(const Json& json, const Path& path, bool& out) {
    if (!json.is_boolean()) return refuse(path, "must be true or false");
    out = json.get<bool>();
    return {};
}

Status read(const Json& json, const Path& path, std::int64_t& out) {
    if (!is_exact_integer(json)) return refuse(path, "must be an integer within 2^53 - 1");
    out = json.get<std::int64_t>();
    return {};
}

Status read(const Json& json, const Path& path, int& out) {
    std::int64_t wide = 0;
    RECERT_TRY(read(json, path, wide));
    if (std::abs(wide) > kCreditMax) return refuse(path, "must be within 1,000,000");
    out = static_cast<int>(wide);
    return {};
}

Status read(const Json& json, const Path& path, Date& out) {
    const auto date =
        json.is_string() ? parse_date(json.get_ref<const std::string&>()) : std::optional<Date>{};
    if (!date) return refuse(path, "must be a date that exists, as YYYY-MM-DD");
    if (path.source == Source::client && (*date < kDateMin || kDateMax < *date))
        return refuse(path, "must be a date from 1000-01-01 to 8999-12-31");
    out = *date;
    return {};
}

Status read(const Json& json, const Path& path, Credit& out) {
    const auto count = hundredths(json);
    if (!count || *count < 0 || *count > kCreditMax * 100)
        return refuse(path, "must be a number from 0 to 1,000,000 with at most two places");
    out.hundredths = *count;
    return {};
}

Status read(const Json& json, const Path& path, Score& out) {
    const auto count = hundredths(json);
    if (!count || *count < 0 || *count > kCreditMax * 100)
        return refuse(path, "must be a number from 0 to 1,000,000 with at most two places");
    out.hundredths = *count;
    return {};
}

Status read(const Json& json, const Path& path, Minutes& out) {
    RECERT_TRY(read(json, path, out.count));
    if (out.count < 0 || out.count > kCreditMax * 60)
        return refuse(path, "must be a whole number of minutes from 0 to 60,000,000");
    return {};
}

Status read(const Json& json, const Path& path, BirthMonth& out) {
    std::int64_t month = 0;
    RECERT_TRY(read(json, path, month));
    if (month < 1 || month > 12) return refuse(path, "must be an integer from 1 to 12");
    out.month = static_cast<int>(month);
    return {};
}

Status read(const Json& json, const Path& path, Currency& out) {
    RECERT_TRY(read(json, path, out.code));
    if (!is_currency(out.code)) return refuse(path, "must be a currency code of ISO 4217");
    return {};
}

Status read(const Json& json, const Path& path, Money& out) {
    if (!json.is_object()) return refuse(path, "must be an object of amount and currency");
    for (const auto& [key, value] : json.items())
        if (key != "amount" && key != "currency")
            return refuse(path.member(key), "is not a field known here");
    if (!json.contains("amount")) return refuse(path.member("amount"), "is missing");
    if (!json.contains("currency")) return refuse(path.member("currency"), "is missing");
    RECERT_TRY(read(json["amount"], path.member("amount"), out.amount));
    if (out.amount < 0) return refuse(path.member("amount"), "must not be negative");
    return read(json["currency"], path.member("currency"), out.currency);
}

Status read(const Json& json, const Path& path, Sha256Hex& out) {
    RECERT_TRY(read(json, path, out.text));
    if (out.text.size() != 64 || !is_hex(out.text))
        return refuse(path, "must be a SHA-256 of 64 lower-case hexadecimal digits");
    return {};
}

Status read(const Json& json, const Path& path, Sealed& out) {
    if (path.source == Source::client) return read(json, path, out.text);
    const auto text = [&](const char* key) {
        return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : "";
    };
    out = {text("enc"), text("k")};
    if (json.size() != 2 || out.text.empty() || !is_id(out.holder))
        return refuse(path, "must be sealed");
    return {};
}

Status read(const Json& json, const Path& path, Json& out) {
    if (!json.is_object()) return refuse(path, "must be an object");
    out = json;
    return {};
}

Status read_id(const Json& json, const Path& path, std::string& out) {
    if (!json.is_string() || !is_id(json.get_ref<const std::string&>()))
        return refuse(path,
                      "must be an id: lower-case letters, digits, '.', '_', '-', at most 64, "
                      "beginning with a letter or digit");
    out = json.get_ref<const std::string&>();
    return {};
}

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
