// A key that was destroyed is in no file any more; one that was wrapped anew only so.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "privacy/secrets.hpp"
#include "privacy/vault.hpp"
#include "privacy/vault_rows.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using namespace recert::privacy;

namespace {

namespace fs = std::filesystem;

const Key kMaster(std::string(kKeyBytes, 'm'));
const Key kNext(std::string(kKeyBytes, 'n'));
const std::string kPlace = place("holder/ada", "holder.registered", "name");

struct Store {
    support::ScratchDirectory directory;
    std::unique_ptr<Vault> vault;

    Store() {
        fs::create_directories(directory.path() / "keys");
        open({kMaster});
    }
    void open(const std::vector<Key>& masters) {
        vault.reset();
        auto opened = Vault::open(directory.path(), masters);
        REQUIRE(opened);
        vault = std::move(*opened);
    }
    std::string sealed(const std::string& holder) {
        REQUIRE(vault->prepare(holder));
        REQUIRE(vault->persist());
        return vault->seal(holder, kPlace, "Ada Lovelace").value();
    }
    // As it lies in the store.
    std::string row(const std::string& holder) const {
        const auto store = store::ReadStore::open(holder_keys_directory(directory.path()),
                                                  {store::Family::holder_keys});
        REQUIRE(store);
        return store->snapshot().get(store::Family::holder_keys, holder)->value_or("");
    }
    // Files of DIR/keys that have the bytes in them, of how many.
    std::pair<std::size_t, std::size_t> files_with(const std::string& bytes) const {
        std::pair<std::size_t, std::size_t> count;
        for (const auto& file : fs::recursive_directory_iterator(directory.path() / "keys")) {
            if (!file.is_regular_file()) continue;
            std::ifstream in(file.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in), {}};
            ++count.second;
            count.first += text.find(bytes) != text.npos ? 1 : 0;
        }
        return count;
    }
};

}  // namespace

TEST_CASE("a destroyed key opens nothing, and its bytes are in no file", "[privacy]") {
    Store keys;
    const std::string of_ada = keys.sealed("ada");
    const std::string of_bob = keys.sealed("bob");
    const bool is_in_a_table = GENERATE(false, true);
    if (is_in_a_table) {
        keys.open({kMaster});  // what was in the log goes into a table
        REQUIRE(keys.vault->open("ada", kPlace, of_ada));
    }
    const std::string wrapped = keys.row("ada");
    REQUIRE(wrapped.size() == kNonceBytes + kKeyBytes + kTagBytes);
    REQUIRE(keys.files_with(wrapped).first > 0);
    REQUIRE(keys.vault->destroy({"ada"}));
    const auto [found, files] = keys.files_with(wrapped);
    CHECK(found == 0);
    CHECK(files > 3);
    CHECK(keys.files_with(keys.row("bob")).first == 1);
    for (int open = 0; open < 2; ++open) {
        CHECK(keys.vault->open("ada", kPlace, of_ada).error().code == ErrorCode::not_found);
        CHECK(keys.vault->evidence_key("ada").error().code == ErrorCode::not_found);
        CHECK(keys.vault->open("bob", kPlace, of_bob) == "Ada Lovelace");
        CHECK(keys.vault->made() == 2);
        keys.open({kMaster});
    }
    REQUIRE(keys.vault->destroy({"ada", "nobody"}));
}

TEST_CASE("what a kill left of a destruction is done at the next opening", "[privacy]") {
    Store keys;
    keys.sealed("ada");
    keys.sealed("bob");
    keys.open({kMaster});
    const std::string wrapped = keys.row("ada");
    keys.vault.reset();
    {
        const auto store =
            store::WriteStore::open({.directory = holder_keys_directory(keys.directory.path()),
                                     .families = {store::Family::holder_keys}});
        REQUIRE(store);
        store::Batch batch = (*store)->batch();
        batch.erase(store::Family::holder_keys, "ada");
        batch.put(store::Family::holder_keys, kDestroyingRow, "+");
        REQUIRE((*store)->commit(std::move(batch)));
    }
    REQUIRE(keys.files_with(wrapped).first > 0);
    keys.open({kMaster});
    CHECK(keys.files_with(wrapped).first == 0);
    for (const char* stray : {"000001.log", "000003.log"})  // of starts that wrote nothing
        std::ofstream(holder_keys_directory(keys.directory.path()) / stray);
    REQUIRE(keys.vault->destroy({"bob"}));
    CHECK(keys.row(kDestroyingRow).empty());
    CHECK(keys.vault->made() == 2);
}

TEST_CASE("keys are wrapped anew under another master key, and no longer as before", "[privacy]") {
    Store keys;
    const std::string of_ada = keys.sealed("ada");
    const std::string of_bob = keys.sealed("bob");
    const std::string wrapped = keys.row("ada");
    keys.open({kNext, kMaster});  // a kill here leaves both keys good
    CHECK(keys.vault->open("ada", kPlace, of_ada) == "Ada Lovelace");
    REQUIRE(keys.vault->rewrap());
    CHECK(keys.vault->open("bob", kPlace, of_bob) == "Ada Lovelace");
    CHECK(keys.files_with(wrapped).first == 0);
    keys.open({kNext});
    CHECK(keys.vault->open("ada", kPlace, of_ada) == "Ada Lovelace");
    CHECK(keys.vault->made() == 2);
    keys.vault.reset();
    const auto refused = Vault::open(keys.directory.path(), {kMaster});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
}
