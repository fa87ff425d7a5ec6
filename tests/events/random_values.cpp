#include "random_values.hpp"

#include <bit>
#include <cmath>

namespace recert::events::random {
namespace {

constexpr std::string_view kIdFirst = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kIdRest = "abcdefghijklmnopqrstuvwxyz0123456789._-";

char one_of(std::string_view characters) { return *rc::gen::elementOf(std::string{characters}); }

// ASCII and its controls, then the neighbours of what UTF-8 and UTF-16 treat apart.
std::int64_t code_point() {
    switch (integer(0, 5)) {
        case 0:
            return integer(0, 0x1f);
        case 1:
            return integer(0x80, 0x7ff);
        case 2:
            return integer(0x800, 0xd7ff);
        case 3:
            return integer(0xe000, 0xffff);
        case 4:
            return integer(0x10000, 0x10ffff);
        default:
            return integer(0x20, 0x7f);
    }
}

void append_utf8(std::string& out, std::int64_t point) {
    const auto tail = [&](int shift) {
        out += static_cast<char>(0x80 | ((point >> shift) & 0x3f));
    };
    if (point < 0x80) {
        out += static_cast<char>(point);
        return;
    }
    if (point < 0x800) {
        out += static_cast<char>(0xc0 | (point >> 6));
    } else if (point < 0x10000) {
        out += static_cast<char>(0xe0 | (point >> 12));
        tail(6);
    } else {
        out += static_cast<char>(0xf0 | (point >> 18));
        tail(12);
        tail(6);
    }
    tail(0);
}

Json scalar() {
    switch (integer(0, 5)) {
        case 0:
            return nullptr;
        case 1:
            return *rc::gen::arbitrary<bool>();
        case 2:
            return integer(-1'000, 1'000);
        case 3:
            return integer(-kIntegerMax, kIntegerMax);
        case 4:
            return finite_double();
        default:
            return text();
    }
}

}  // namespace

std::int64_t integer(std::int64_t first, std::int64_t last) {
    return *rc::gen::inRange<std::int64_t>(first, last + 1);
}

std::string text() {
    std::string out;
    const auto count = integer(1, 12);
    for (std::int64_t n = 0; n < count; ++n) append_utf8(out, code_point());
    return out;
}

std::string id() {
    std::string out{one_of(kIdFirst)};
    const auto rest = integer(0, 63);
    for (std::int64_t n = 0; n < rest; ++n) out += one_of(kIdRest);
    return out;
}

double finite_double() {
    const auto bits = *rc::gen::suchThat(
        rc::gen::map(rc::gen::inRange<std::uint64_t>(0, ~std::uint64_t{0}),
                     [](std::uint64_t raw) { return std::bit_cast<double>(raw); }),
        [](double number) { return std::isfinite(number); });
    return bits;
}

Json json(int depth) {
    const auto kind = depth == 0 ? 0 : integer(0, 2);
    if (kind == 0) return scalar();
    Json out = kind == 1 ? Json::array() : Json::object();
    const auto size = integer(0, 4);
    for (std::int64_t n = 0; n < size; ++n) {
        if (kind == 1)
            out.push_back(json(depth - 1));
        else
            out[text()] = json(depth - 1);
    }
    return out;
}

void draw(std::string& out) { out = text(); }
void draw(bool& out) { out = *rc::gen::arbitrary<bool>(); }
void draw(std::int64_t& out) { out = integer(-kIntegerMax, kIntegerMax); }

void draw(Date& out) {
    const auto first = parse_date("0000-01-01").value(), last = parse_date("9999-12-31").value();
    out = Date{std::chrono::days{
        integer(first.time_since_epoch().count(), last.time_since_epoch().count())}};
}

void draw(Instant& out) {
    const Instant first = parse_instant("0000-01-02T00:00:00Z").value();
    const Instant last = parse_instant("9999-12-30T23:59:59.999Z").value();
    out = Instant{std::chrono::milliseconds{
        integer(first.time_since_epoch().count(), last.time_since_epoch().count())}};
}

void draw(Credit& out) { out.hundredths = integer(0, kCreditMax * 100); }
void draw(Score& out) { out.hundredths = integer(0, kCreditMax * 100); }
void draw(Minutes& out) { out.count = integer(0, kCreditMax * 60); }
void draw(BirthMonth& out) { out.month = static_cast<int>(integer(1, 12)); }

void draw(Money& out) {
    out.amount = integer(0, kIntegerMax);
    out.currency.code = *rc::gen::elementOf(std::vector<std::string>{"EUR", "JPY", "KWD", "USD"});
}

void draw(Sha256Hex& out) {
    out.text.clear();
    for (int n = 0; n < 64; ++n) out.text += one_of("0123456789abcdef");
}

void draw(Sealed& out) {
    out.text = id();
    out.holder = id();
}

void draw(OccurredAt& out) {
    bool plain = false;
    draw(plain);
    if (plain) {
        Date date;
        draw(date);
        out = {date, format_date(date)};
    } else {
        Instant instant;
        draw(instant);
        out = {instant, format_instant(instant)};
    }
}

void draw(Json& out) {
    out = Json::object();
    const auto size = integer(0, 4);
    for (std::int64_t n = 0; n < size; ++n) out[text()] = json(2);
}

}  // namespace recert::events::random
