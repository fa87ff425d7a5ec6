// Copies of a store elsewhere: whole, shared, checked.
#include <catch2/catch.hpp>
#include <fstream>

#include "store/copies.hpp"
#include "store/writing.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using store::Family;

namespace {

const store::GoesOn kToTheEnd = [] { return true; };

Status put(store::WriteStore& store, std::string_view key, const std::string& value) {
    store::Batch batch = store.batch();
    batch.put(Family::entries, key, value);
    return store.commit(std::move(batch));
}

std::string get(const std::filesystem::path& directory, std::string_view key) {
    const auto store = store::ReadStore::open(directory, store::ledger_families());
    REQUIRE(store);
    const auto value = store->snapshot().get(Family::entries, key);
    REQUIRE(value);
    return value->value_or("nothing");
}

std::uintmax_t bytes_in(const std::filesystem::path& directory) {
    std::uintmax_t bytes = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory))
        if (file.is_regular_file()) bytes += file.file_size();
    return bytes;
}

std::string noise(std::size_t bytes) {
    std::string out(bytes, '\0');
    std::uint32_t state = 1;
    for (char& c : out) {
        state = state * 1'664'525U + 1'013'904'223U;
        c = static_cast<char>(state >> 24);
    }
    return out;
}

struct Place {
    support::ScratchDirectory scratch;
    std::filesystem::path directory = scratch.path() / "store";
    std::filesystem::path to = scratch.path() / "copies";
    std::filesystem::path back = scratch.path() / "back";
    std::unique_ptr<store::WriteStore> store = *store::WriteStore::open({.directory = directory});
    store::WriteCopies copies = *store::WriteCopies::open(to);
};

}  // namespace

TEST_CASE("a copy has what was committed before it, and nothing of later", "[store]") {
    Place place;
    REQUIRE(put(*place.store, "a", "1"));
    const auto copy = place.copies.take(*place.store, kToTheEnd);
    REQUIRE(copy);
    REQUIRE(put(*place.store, "a", "2"));
    const auto second = place.copies.take(*place.store, kToTheEnd);
    REQUIRE(second);
    CHECK(second->number == copy->number + 1);
    const auto read = store::ReadCopies::open(place.to);
    REQUIRE(read);
    CHECK(read->list().size() == 2);
    CHECK(read->verify(copy->number));
    REQUIRE(read->restore(copy->number, place.back));
    CHECK(get(place.back, "a") == "1");
    REQUIRE(read->restore(second->number, place.scratch.path() / "newer"));
    CHECK(get(place.scratch.path() / "newer", "a") == "2");
}

TEST_CASE("copies share the files that did not change", "[store]") {
    Place place;
    REQUIRE(put(*place.store, "large", noise(std::size_t{4} << 20)));
    REQUIRE(place.store->purge(Family::entries));  // what was in the log is in a table now
    REQUIRE(place.copies.take(*place.store, kToTheEnd));
    const std::uintmax_t before = bytes_in(place.to);
    REQUIRE(put(*place.store, "small", "1"));
    REQUIRE(place.copies.take(*place.store, kToTheEnd));
    CHECK(before > (4U << 20));
    CHECK(bytes_in(place.to) - before < (64U << 10));
}

TEST_CASE("of copies that are not kept no file remains", "[store]") {
    Place place;
    const std::string secret = "the key of somebody who asked to be forgotten";
    REQUIRE(put(*place.store, "a", secret));
    REQUIRE(place.copies.take(*place.store, kToTheEnd));
    REQUIRE(put(*place.store, "a", "nothing"));
    REQUIRE(place.store->purge(Family::entries));
    const auto newest = place.copies.take(*place.store, kToTheEnd);
    REQUIRE(newest);
    REQUIRE(place.copies.keep_only({newest->number}));
    for (const auto& file : std::filesystem::recursive_directory_iterator(place.to)) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(in)), {});
        CHECK(bytes.find(secret) == bytes.npos);
    }
    REQUIRE(place.copies.reading().restore(newest->number, place.back));
    CHECK(get(place.back, "a") == "nothing");
}

TEST_CASE("a flipped byte in a copy is found, and nothing is restored from it", "[store]") {
    Place place;
    REQUIRE(put(*place.store, "a", noise(10'000)));
    REQUIRE(place.store->purge(Family::entries));
    const auto copy = place.copies.take(*place.store, kToTheEnd);
    REQUIRE(copy);
    int flipped = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(place.to)) {
        if (!file.is_regular_file() || file.file_size() == 0) continue;
        std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
        const auto middle = static_cast<std::streamoff>(file.file_size() / 2);
        bytes.seekg(middle);
        const int was = bytes.get();
        const auto write = [&](int value) {
            bytes.seekp(middle);
            bytes.put(static_cast<char>(value)).flush();
        };
        // What is known of a copy is text, in which a space may stand for another.
        if (file.path().parent_path().filename() == "meta") continue;
        write(was ^ 1);
        INFO(file.path());
        const auto read = store::ReadCopies::open(place.to);
        REQUIRE(read);
        const Status verified = read->verify(copy->number);
        REQUIRE_FALSE(verified);
        CHECK(verified.error().code == ErrorCode::corrupt);
        CHECK_FALSE(read->restore(copy->number, place.back));
        write(was);
        ++flipped;
    }
    CHECK(flipped > 3);
    CHECK(store::ReadCopies::open(place.to)->verify(copy->number));
}

TEST_CASE("a copy that is given up is none, and the next one is whole", "[store]") {
    Place place;
    for (const char* key : {"a", "b", "c", "d"})
        REQUIRE(put(*place.store, key, noise(std::size_t{4} << 20)));
    int asked = 0;
    for (const int longest : {0, 1}) {
        auto copies = store::WriteCopies::open(place.to);
        REQUIRE(copies);
        asked = 0;
        CHECK_FALSE(copies->take(*place.store, [&] { return asked++ < longest; }));
        CHECK(asked > longest);
        CHECK(store::ReadCopies::open(place.to)->list().empty());
    }
    const auto next = store::WriteCopies::open(place.to)->take(*place.store, kToTheEnd);
    REQUIRE(next);
    CHECK(store::ReadCopies::open(place.to)->verify(next->number));
    const auto none = place.copies.reading().restore(99, place.back);
    REQUIRE_FALSE(none);
    CHECK(none.error().message.find("copy 99") != std::string::npos);
}
