// An audit bundle is the same bytes every time, verifies with nothing else at hand, and no byte of
// it can be altered unseen.
#include "tools/bundle.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "support/scratch_directory.hpp"
#include "tools/bundle_files.hpp"
#include "tools/export_bundle.hpp"
#include "tools/small_ledger.hpp"

using namespace recert;
using namespace recert::testing;
namespace fs = std::filesystem;

namespace {

const SmallLedger& small() {
    static const SmallLedger ledger;
    return ledger;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// A bundle of entries first to last, at `name` in a directory of its own.
class Bundle {
  public:
    explicit Bundle(const std::string& name, std::optional<Seq> first = {},
                    std::optional<Seq> last = {})
        : path_((scratch_.path() / name).string()) {
        const auto source = tools::open_source({small().directory(), "", ""});
        REQUIRE(source);
        const auto made = tools::export_bundle(**source, {first, last, {small().vkey()}, path_},
                                               [](std::uint64_t, std::uint64_t) {});
        if (!made) FAIL(made.error().message);
        CHECK_FALSE(fs::exists(path_ + ".new"));
    }
    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }

    // Examined with one file altered; what cannot be opened any more is a problem too.
    tools::Findings after(const std::string& name,
                          const std::function<std::string(std::string)>& alter) {
        const std::string was = bytes_of(file(name));
        write(file(name), alter(was));
        const auto source = tools::open_source({path_, "", ""});
        tools::Findings findings;
        if (source)
            findings = examined(**source);
        else
            findings.add("opened", {}, source.error().message);
        write(file(name), was);
        return findings;
    }

  private:
    support::ScratchDirectory scratch_;
    std::string path_;
};

}  // namespace

TEST_CASE("a bundle verifies, and is the same bytes every time", "[bundle]") {
    const Bundle directory("b");
    const Bundle tar("b.tar");
    const Bundle again("b.tar");
    for (const std::string& path : {directory.path(), tar.path()}) {
        const auto findings = examined(path);
        INFO(findings.json().dump(1));
        CHECK(findings.fine());
        for (const tools::Check& check : findings.checks()) CHECK_FALSE(check.left_out);
    }
    CHECK(bytes_of(tar.path()) == bytes_of(again.path()));
    CHECK(bytes_of(tar.path()).size() % 512 == 0);
    const auto files = tools::files_of_bundle(tar.path());
    REQUIRE(files);
    for (const auto& [name, part] : *files)
        CHECK(*tools::read_part(part, 1 << 24) == bytes_of(directory.file(name)));
    std::string entries;
    for (const std::string& entry : small().entries()) entries += entry + "\n";
    CHECK(bytes_of(directory.file("entries.ndjson")) == entries);
}

TEST_CASE("any range of a log is completed to what was signed", "[bundle]") {
    const std::uint64_t size = small().entries().size();
    for (std::uint64_t first = 0; first < size; first += 7)
        for (std::uint64_t last = first; last < size; last += 11) {
            const Bundle bundle("b.tar", Seq{first}, Seq{last});
            const auto findings = examined(bundle.path(), small().vkey());
            INFO(first << " to " << last << ": " << findings.json().dump(1));
            REQUIRE(findings.fine());
        }
}

TEST_CASE("a range beyond what was signed is refused", "[bundle]") {
    const auto source = tools::open_source({small().directory(), "", ""});
    const support::ScratchDirectory scratch;
    const std::string path = (scratch.path() / "b").string();
    const auto refused = [&](Seq first, Seq last) {
        const auto made = tools::export_bundle(**source, {first, last, {}, path},
                                               [](std::uint64_t, std::uint64_t) {});
        return !made && made.error().code == ErrorCode::bad_parameter && !fs::exists(path);
    };
    CHECK(refused({0}, {small().entries().size()}));
    CHECK(refused({9}, {8}));
}

TEST_CASE("whatever is altered of a bundle is found", "[bundle]") {
    Bundle bundle("b");
    const auto flip = [](std::size_t at) {
        return [at](std::string bytes) {
            bytes[at % bytes.size()] = static_cast<char>(bytes[at % bytes.size()] ^ 1);
            return bytes;
        };
    };
    for (const auto& file : fs::recursive_directory_iterator(bundle.path())) {
        if (!file.is_regular_file()) continue;
        const std::string name = fs::relative(file.path(), bundle.path()).string();
        for (std::size_t at = 3; at < file.file_size(); at += 211) {
            INFO(name << " at " << at);
            REQUIRE_FALSE(bundle.after(name, flip(at)).fine());
        }
    }
    CHECK(names(bundle.after("entries.ndjson", [](auto bytes) { return bytes + "{}\n"; }), "files",
                "entries.ndjson"));
    CHECK(names(bundle.after("entries.ndjson", [](auto bytes) { return bytes + "x"; }), "entries",
                "does not end"));
    CHECK(names(bundle.after("checkpoint", [](auto) { return std::string("nothing"); }), "opened",
                "checkpoint"));
}

TEST_CASE("a manifest that is not of the form is refused", "[bundle]") {
    Bundle bundle("b");
    const std::string text = bytes_of(bundle.file("manifest.json"));
    const auto with = [&](const std::string& member, const events::Json& value) {
        events::Json json = events::parse(text).value();
        json[member] = value;
        return tools::Manifest::parse(json.dump());
    };
    CHECK(tools::Manifest::parse(text)->text() == text);
    CHECK_THAT(with("format", 2).error().message, Catch::Contains("format 2"));
    CHECK(with("entries", 5).error().pointer == "/entries");
    CHECK(with("first_seq", -1).error().pointer == "/first_seq");
    CHECK(with("left", {"AAAA"}).error().pointer == "/left");
    CHECK(with("files", {1}).error().pointer == "/files");
    CHECK(with("origin", 1).error().pointer == "/origin");
    CHECK_FALSE(tools::Manifest::parse("[]"));
}

TEST_CASE("a range that is completed by other hashes is found", "[bundle]") {
    Bundle bundle("b", Seq{9}, Seq{20});
    for (const char* side : {"left", "right"}) {
        const auto findings = bundle.after("manifest.json", [&](const std::string& text) {
            events::Json json = events::parse(text).value();
            std::string first = json[side][0].get<std::string>();
            first[0] = first[0] == 'A' ? 'B' : 'A';
            json[side][0] = first;
            return json.dump(2) + "\n";
        });
        CHECK(names(findings, "root", "another"));
    }
    CHECK(names(bundle.after("manifest.json",
                             [&](const std::string& text) {
                                 events::Json json = events::parse(text).value();
                                 json["left"].erase(0);
                                 return json.dump(2) + "\n";
                             }),
                "root", "do not make a tree"));
}
