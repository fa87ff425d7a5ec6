#include "privacy/evidence.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/file_mode.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using namespace recert::privacy;

namespace {

namespace fs = std::filesystem;

const std::string kText = "A certificate of attendance for Ada Lovelace\n";
const std::string kHash = "0000000000000000000000000000000000000000000000000000000000000000";

std::string hash_of(const std::string& bytes) {
    std::string out;
    for (const char c : sha256(bytes)) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 0xF];
    }
    return out;
}

struct Kept {
    support::ScratchDirectory directory;
    std::unique_ptr<Vault> vault;
    std::unique_ptr<Evidence> evidence;

    Kept() {
        fs::create_directories(directory.path() / "keys");
        vault = std::move(*Vault::open(directory.path(), {Key(std::string(kKeyBytes, 'm'))}));
        for (const char* holder : {"ada", "bob"}) REQUIRE(vault->prepare(holder));
        REQUIRE(vault->persist());
        evidence = std::move(*Evidence::open(directory.path(), *vault));
    }
    Result<bool> put(const std::string& bytes, std::string_view media = "text/plain",
                     const std::string& holder = "ada") {
        return evidence->put(holder, hash_of(bytes), media, bytes, 1'000);
    }
    std::vector<fs::path> files() const {
        std::vector<fs::path> out;
        for (const auto& each : fs::recursive_directory_iterator(directory.path() / "evidence"))
            if (each.is_regular_file()) out.push_back(each.path());
        return out;
    }
};

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("evidence comes back as it was, and is no less for being put again", "[evidence]") {
    Kept kept;
    CHECK(kept.put(kText) == true);
    CHECK(kept.put(kText) == false);
    CHECK(kept.evidence->read("ada", hash_of(kText)) == kText);
    CHECK(kept.evidence->read("bob", hash_of(kText)).error().code == ErrorCode::not_found);
    CHECK(kept.evidence->read("ada", kHash).error().code == ErrorCode::not_found);
    const auto files = kept.evidence->files("ada");
    REQUIRE(files);
    REQUIRE(files->size() == 1);
    CHECK(files->front().sha256 == hash_of(kText));
    CHECK(files->front().since_ms == 1'000);
}

TEST_CASE("neither evidence nor its hash is in the files in clear", "[evidence]") {
    Kept kept;
    REQUIRE(kept.put(kText));
    const auto files = kept.files();
    REQUIRE(files.size() == 1);
    CHECK(support::mode_of(files.front()) == 0600);
    CHECK(files.front().string().find(hash_of(kText)) == std::string::npos);
    const std::string bytes = bytes_of(files.front());
    CHECK(bytes.find("Lovelace") == std::string::npos);
    CHECK(bytes.find(hash_of(kText)) == std::string::npos);
}

TEST_CASE("a file that was altered, or put in another's place, does not open", "[evidence]") {
    Kept kept;
    const std::string other = "Something else\n";
    REQUIRE(kept.put(kText));
    REQUIRE(kept.put(other));
    const auto files = kept.files();
    REQUIRE(files.size() == 2);
    std::string bytes = bytes_of(files.front());
    SECTION("altered") {
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        std::ofstream(files.front(), std::ios::binary) << bytes;
    }
    SECTION("swapped") {
        fs::copy_file(files.back(), files.front(), fs::copy_options::overwrite_existing);
    }
    SECTION("cut") { fs::resize_file(files.front(), 3); }
    int damaged = 0;
    for (const auto& text : {kText, other}) {
        const auto read = kept.evidence->read("ada", hash_of(text));
        if (!read && read.error().code == ErrorCode::corrupt) ++damaged;
    }
    CHECK(damaged == 1);
}

TEST_CASE("evidence that is not what it is said to be is refused", "[evidence]") {
    Kept kept;
    CHECK(kept.put("%PDF-1.7\n", "application/pdf") == true);
    CHECK(kept.put("\x89PNG\r\n\x1a\n....", "image/png") == true);
    CHECK(kept.put("\xff\xd8\xff\xe0 JFIF", "image/jpeg") == true);
    CHECK(kept.put("Grüße, 日本", "text/plain") == true);
    for (const char* media : {"image/png", "text/html", "", "text", "application/octet-stream"})
        CHECK(kept.put(kText, media).error().code == ErrorCode::unsupported_media_type);
    for (const std::string& bytes :
         {std::string(), std::string("a\0b", 3), std::string("MZ\x90"), std::string("\xed\xa0\x80"),
          std::string("\xc0\xaf"), std::string("\xe2\x82"), std::string("\xf5\x80\x80\x80")})
        CHECK(kept.put(bytes).error().code == ErrorCode::unsupported_media_type);
    CHECK(kept.evidence->put("ada", kHash, "text/plain", kText, 0).error().code ==
          ErrorCode::wrong_hash);
    CHECK(kept.put(std::string(kEvidenceBytesMax + 1, 'x')).error().code == ErrorCode::too_large);
    CHECK(kept.put(std::string(kEvidenceBytesMax, 'x')) == true);
}

TEST_CASE("a holder has no more evidence than may be kept", "[evidence]") {
    Kept kept;
    const fs::path theirs = kept.directory.path() / "evidence" / "ada";
    fs::create_directories(theirs);
    SECTION("in files") {
        for (std::size_t n = 0; n < kEvidenceFilesMax; ++n)
            std::ofstream(theirs / std::to_string(n)) << 'x';
    }
    SECTION("in bytes") {
        std::ofstream(theirs / "1") << 'x';
        fs::resize_file(theirs / "1", kEvidenceHolderBytesMax - 10);
    }
    CHECK(kept.put(kText).error().code == ErrorCode::too_large);
    CHECK(kept.put(kText, "text/plain", "bob") == true);
}

TEST_CASE("evidence is removed one by one, and all of a holder at once", "[evidence]") {
    Kept kept;
    REQUIRE(kept.put(kText));
    REQUIRE(kept.put("two"));
    REQUIRE(kept.put(kText, "text/plain", "bob"));
    CHECK(kept.evidence->holders("", 10) == std::vector<std::string>{"ada", "bob"});
    CHECK(kept.evidence->holders("ada", 10) == std::vector<std::string>{"bob"});
    REQUIRE(kept.evidence->remove("ada", hash_of("two")));
    REQUIRE(kept.evidence->remove("ada", hash_of("two")));
    CHECK(kept.evidence->files("ada")->size() == 1);
    REQUIRE(kept.vault->destroy({"ada"}));
    REQUIRE(kept.evidence->remove_all("ada"));
    REQUIRE(kept.evidence->remove_all("nobody"));
    CHECK(kept.evidence->holders("", 10) == std::vector<std::string>{"bob"});
    CHECK(kept.put(kText).error().code == ErrorCode::not_found);
    CHECK(kept.files().size() == 1);
}
