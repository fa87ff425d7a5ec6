#include "tools/openings.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "privacy/base64url.hpp"
#include "privacy/sealed_field.hpp"
#include "support/scratch_directory.hpp"
#include "tools/small_ledger.hpp"

using namespace recert;
using namespace recert::tools;
using events::Json;

namespace {

const privacy::Key kHolderKey(std::string(privacy::kKeyBytes, 'k'));
const std::string kStream = "credential/c-1";

std::string place(const std::string& field) { return privacy::place(kStream, "cpe.logged", field); }

// An entry whose title and first finding are sealed, and what opens them.
struct Sealed {
    std::string title = privacy::seal_field(kHolderKey, place("title"), "Webinar");
    std::string finding = privacy::seal_field(kHolderKey, place("findings/0"), "late");

    static Json field(const std::string& sealed) {
        return {{"enc", privacy::to_base64url(sealed)}, {"k", "ada"}};
    }
    std::string entry(std::uint64_t seq) const {
        return Json{{"seq", seq},
                    {"stream", kStream},
                    {"type", "cpe.logged"},
                    {"data", {{"title", field(title)}, {"findings", {field(finding)}}}}}
            .dump();
    }
    static Json opening(std::uint64_t seq, const std::string& name, const std::string& sealed) {
        const auto key = privacy::field_key(kHolderKey, place(name), sealed);
        return {
            {"seq", seq}, {"pointer", "/data/" + name}, {"key", privacy::to_base64url(key.view())}};
    }
};

class File {
  public:
    explicit File(const std::string& text) : path_(scratch_.path() / "openings.ndjson") {
        std::ofstream(path_) << text;
    }
    Result<Openings> read() const { return Openings::read(path_.string()); }

  private:
    support::ScratchDirectory scratch_;
    std::filesystem::path path_;
};

// Answers openings of the one entry there is.
class OneEntry : public Server {
  public:
    explicit OneEntry(Json openings) : openings_(std::move(openings)) {}
    Result<Response> get(const std::string& path) override {
        asked.push_back(path);
        return Response{200, Json{{"openings", openings_}}.dump()};
    }
    Result<Response> post(const std::string&, const Json&) override {
        return fail(ErrorCode::outcome_unknown, "nothing is posted here");
    }
    std::vector<std::string> asked;

  private:
    Json openings_;
};

}  // namespace

TEST_CASE("a field is opened by its key, also in a list, and shown", "[openings]") {
    const Sealed sealed;
    const File file(Sealed::opening(3, "title", sealed.title).dump() + "\n" +
                    Sealed::opening(3, "findings/0", sealed.finding).dump() + "\n");
    auto openings = file.read();
    REQUIRE(openings);
    Findings findings;
    openings->take({2}, sealed.entry(2), findings);
    CHECK(openings->opened().empty());
    openings->take({3}, sealed.entry(3), findings);
    openings->finish(findings);
    CHECK(findings.fine());
    CHECK(findings.check("openings").count == 2);
    REQUIRE(openings->opened().size() == 2);
    CHECK(openings->opened()[0].pointer == "/data/title");
    CHECK(openings->opened()[0].text == "Webinar");
    CHECK(openings->opened()[1].text == "late");
}

TEST_CASE("a key of another field, of no field, or for no entry does not hold", "[openings]") {
    const Sealed sealed;
    Json other = Sealed::opening(3, "title", sealed.title);
    other["pointer"] = "/data/findings/0";
    Json nowhere = Sealed::opening(3, "title", sealed.title);
    nowhere["pointer"] = "/data/note";
    const File file(other.dump() + "\n" + nowhere.dump() + "\n" +
                    Sealed::opening(9, "title", sealed.title).dump() + "\n");
    auto openings = file.read();
    REQUIRE(openings);
    Findings findings;
    openings->take({3}, sealed.entry(3), findings);
    openings->finish(findings);
    CHECK(openings->opened().empty());
    CHECK(findings.problems().size() == 3);
}

TEST_CASE("a line that is no opening is refused by its number", "[openings]") {
    const Sealed sealed;
    const std::string good = Sealed::opening(1, "title", sealed.title).dump() + "\n";
    for (const char* bad : {"{}", "[]", "x", R"({"seq":1,"pointer":"/data/a~b","key":"AA"})",
                            R"({"seq":-1,"pointer":"/data/a","key":"AA"})"}) {
        const File file(good + bad + "\n");
        const auto openings = file.read();
        REQUIRE_FALSE(openings);
        CHECK(openings.error().code == ErrorCode::malformed);
        CHECK_THAT(openings.error().message, Catch::Contains("line 2"));
    }
}

TEST_CASE("what is disclosed is of the holders named, and opens what it says", "[openings]") {
    const Sealed sealed;
    testing::Listed entries({R"({"data":{},"seq":0})", sealed.entry(1)});
    OneEntry server(Json::array({Sealed::opening(1, "title", sealed.title)}));
    const support::ScratchDirectory scratch;
    const auto ignored = [](std::uint64_t, std::uint64_t) {};
    const std::string path = openings_path((scratch.path() / "b.tar").string());
    CHECK(path == (scratch.path() / "b.openings.ndjson").string());
    const auto nobody =
        disclose(entries, {0}, {2}, {"bo"}, server, (scratch.path() / "n").string(), ignored);
    CHECK(nobody == 0u);
    CHECK(server.asked.empty());
    REQUIRE(disclose(entries, {0}, {2}, {"ada"}, server, path, ignored) == 1u);
    CHECK(server.asked == std::vector<std::string>{"/v1/events/1/openings"});
    CHECK(disclose(entries, {0}, {2}, {"ada"}, server, path, ignored).error().code ==
          ErrorCode::already_exists);
    auto openings = Openings::read(path);
    REQUIRE(openings);
    Findings findings;
    openings->take({1}, sealed.entry(1), findings);
    CHECK(openings->opened().at(0).text == "Webinar");
}
