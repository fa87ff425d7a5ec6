#include "tools/preparation.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

namespace recert::tools {
namespace {

std::string golden_entry() {
    std::ifstream file(RECERT_GOLDEN_DIR "/ledger/entry", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Every seventh is none.
std::string entry(std::size_t n, const std::string& golden) {
    return n % 7 == 0 ? "no entry " + std::to_string(n) : golden;
}

void check_prepared(const PreparedEntry& prepared, const std::string& bytes) {
    CHECK(prepared.bytes == bytes);
    CHECK(prepared.leaf == ledger::leaf_hash(bytes));
    const auto decoded = events::decode(bytes, events::Form::canonical);
    REQUIRE(prepared.recorded.has_value() == decoded.has_value());
    if (!decoded)
        CHECK(prepared.recorded.error().message == decoded.error().message);
    else
        CHECK(events::encode(*prepared.recorded).value() == bytes);
}

TEST_CASE("entries are handed on in their order, however many threads prepare them", "[tools]") {
    const std::string golden = golden_entry();
    REQUIRE(events::decode(golden));
    const std::size_t batch = Preparation::kEntriesAtOnce;
    for (const unsigned threads : {1U, 2U, 5U})
        for (const std::size_t count : {std::size_t{0}, std::size_t{3}, batch, 7 * batch + 1}) {
            INFO(threads << " threads, " << count << " entries");
            std::size_t next = 0;
            Preparation preparation(threads, [&](const PreparedEntry& prepared) {
                REQUIRE(prepared.seq == Seq{next});
                if (next % 101 < 8) check_prepared(prepared, entry(next, golden));
                ++next;
            });
            for (std::size_t n = 0; n < count; ++n) preparation.add({n}, entry(n, golden));
            CHECK(next + (threads + 1) * batch > count);
            preparation.finish();
            CHECK(next == count);
        }
}

}  // namespace
}  // namespace recert::tools
