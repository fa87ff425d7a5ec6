#include "events/decoding.hpp"

#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>
#include <fstream>

#include "random_values.hpp"
#include "samples.hpp"

namespace recert::events {
namespace {

std::vector<std::string> golden_lines() {
    std::ifstream file{RECERT_GOLDEN_DIR "/entries.ndjson"};
    std::vector<std::string> out;
    for (std::string line; std::getline(file, line);) out.push_back(line);
    REQUIRE_FALSE(out.empty());
    return out;
}

// What is read quickly is read the same thoroughly. Whether it was.
bool agree(std::string_view bytes, Form form = Form::any) {
    Recorded quick{};
    if (!decode_quickly(bytes, form, quick)) return false;
    const auto thorough = decode_thoroughly(bytes, form);
    INFO(bytes);
    REQUIRE(thorough);
    REQUIRE(encode(quick).value() == encode(*thorough).value());
    return true;
}

std::string sample(std::string_view type) {
    return encode(samples::recorded(samples::event_of(samples::of(type)))).value();
}

// A sample with one piece of its text replaced.
std::string with(std::string_view type, std::string_view piece, std::string_view by) {
    std::string bytes = sample(type);
    const auto at = bytes.find(piece);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at, piece.size(), by);
}

std::string published_with(std::string_view rules) {
    return with("program.published", R"("rules":{)", R"("rules":{"a":)" + std::string(rules) + ",");
}

TEST_CASE("every golden entry of a current schema is read quickly, the same as thoroughly",
          "[events]") {
    for (const auto& line : golden_lines()) {
        INFO(line);
        const Json entry = parse(line).value();
        const auto thorough = decode_thoroughly(line, Form::canonical);
        REQUIRE(thorough);
        const bool is_current = schema_of(thorough->event) == entry["schema"];
        CHECK(agree(line) == is_current);
        CHECK(agree(line, Form::canonical) == is_current);
    }
}

template <class StreamEvent, class E>
void check_any(bool always_quickly) {
    rc::prop(std::string{E::kType}, [=] {
        E event{};
        random::draw(event);
        auto recorded = samples::recorded(StreamEvent{event});
        random::draw(recorded.envelope.key);
        const auto bytes = encode(recorded).value();
        Recorded quick{};
        const bool is_quick = decode_quickly(bytes, Form::canonical, quick);
        RC_ASSERT(is_quick || !always_quickly);
        RC_ASSERT(!is_quick || encode(quick).value() == bytes);
        const auto thorough = decode_thoroughly(bytes, Form::canonical);
        RC_ASSERT(thorough);
        RC_ASSERT(encode(*thorough).value() == bytes);
    });
}

TEST_CASE("any entry is read quickly, the same as thoroughly", "[events]") {
    check_any<HolderEvent, HolderRegistered>(true);
    check_any<CredentialEvent, CpeLogged>(true);
    check_any<CredentialEvent, FeePaid>(true);
    check_any<CredentialEvent, CredentialRenewed>(true);
    check_any<ProgramEvent, ProgramPublished>(false);  // its numbers may be beyond 64 bits
}

TEST_CASE("what is read quickly of a damaged entry is read the same thoroughly", "[events]") {
    std::size_t read = 0;
    std::size_t declined = 0;
    for (const auto& line : golden_lines()) {
        for (std::size_t at = 0; at < line.size(); ++at) {
            std::string damaged = line;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << at % 8));
            if (agree(damaged))
                ++read;
            else
                ++declined;
        }
    }
    CHECK(read > 1'000);  // another digit, another letter
    CHECK(declined > 1'000);
}

TEST_CASE("numbers are exact, however an entry is read", "[events]") {
    const auto credit = [](std::string_view text) {
        return with("cpe.logged", R"("credit":1.25)", R"("credit":)" + std::string(text));
    };
    for (auto text : {"0", "0.01", "0.1", "0.29", "1.15", "4.35", "999999.99", "1000000", "1.50",
                      "15e-1", "1.0", "-0"})
        CHECK(agree(credit(text)));
    for (auto text : {"0.001", "1000000.01", "-0.01", "1e9", "1e400", "0.015", "01", "1.", ".5",
                      "18446744073709551616"}) {
        INFO(text);
        CHECK_FALSE(decode(credit(text)));
    }
    CHECK_FALSE(agree(credit("1.50"), Form::canonical));
    CHECK_FALSE(decode(credit("1.50"), Form::canonical));
    for (auto text : {"9007199254740993", "9007199254740992", "-5", "1e300", "0.1", "5e-324"})
        CHECK(agree(published_with(text)));
    const auto large = published_with("100000000000000000000");
    CHECK_FALSE(agree(large, Form::canonical));
    CHECK(encode(decode(large, Form::canonical).value()).value() == large);
    CHECK_FALSE(decode(published_with("1e400")));
}

TEST_CASE("what no entry holds is refused, however it is read", "[events]") {
    const auto module = sample("module.completed");
    for (const auto& bytes :
         {with("module.completed", R"("module":10)", R"("module":10,"module":10)"),
          with("module.completed", R"("on":)", R"("on":"2026-05-02","on":)"),
          with("holder.registered", R"("k":)", R"("k":"ada","k":)"),
          published_with(R"({"b":1,"b":1})"), published_with(R"("\ud800")"),
          published_with(R"("\udc00")"), published_with("\"\xc0\x80\""),
          published_with("\"\xed\xa0\x80\""), published_with("\"\xf4\x90\x80\x80\""),
          published_with(std::string(40, '[') + std::string(40, ']')), module + " x", module + '\0',
          '\0' + module, module + std::string(70'000, 'x')}) {
        INFO(bytes.substr(0, 400));
        CHECK_FALSE(agree(bytes));
        const auto recorded = decode(bytes);
        REQUIRE_FALSE(recorded);
        CHECK(recorded.error().code == ErrorCode::corrupt);
        CHECK_THAT(recorded.error().message, Catch::StartsWith("not an entry: "));
    }
}

TEST_CASE("an entry that is not in canonical form is refused where it has to be", "[events]") {
    const auto module = sample("module.completed");
    for (const auto& bytes :
         {" " + module, module + "\n", with("module.completed", ":95", ": 95"),
          with("module.completed", "staff", R"(st\u0061ff)"),
          with("module.completed", R"("minutes_spent":95,"module":10)",
               R"("module":10,"minutes_spent":95)"),
          published_with("1.0"), published_with("-0"), published_with(R"("\/")"),
          published_with("{\"\xef\xbf\xbd\":1,\"\xf0\x9f\x98\x80\":2}")}) {
        INFO(bytes);
        CHECK(agree(bytes));
        CHECK_FALSE(agree(bytes, Form::canonical));
        const auto recorded = decode(bytes, Form::canonical);
        REQUIRE_FALSE(recorded);
        CHECK(recorded.error().message == "not an entry: it is not in canonical form");
    }
    CHECK(agree(published_with("{\"\xf0\x9f\x98\x80\":2,\"\xef\xbf\xbd\":1}"), Form::canonical));
}

}  // namespace
}  // namespace recert::events
