// The architecture as a test: the arrows between the parts and the form of the code. Every rule is
// also shown a bad sample, so that a rule that has stopped looking is noticed.
#include <catch2/catch.hpp>
#include <sstream>

#include "architecture/arrows.hpp"
#include "architecture/form.hpp"
#include "architecture/source.hpp"

using namespace recert::architecture;

namespace {

const std::vector<SourceFile>& tree() {
    static const auto files = read_tree(RECERT_SOURCE_DIR);
    return files;
}

void expect_none(const Complaints& complaints) {
    std::ostringstream text;
    for (const auto& complaint : complaints) text << complaint << "\n";
    INFO(text.str());
    CHECK(complaints.empty());
}

const std::vector<SourceFile>& sample_parts() {
    static const std::vector<SourceFile> parts = {
        {"src/store/CMakeLists.txt",
         "recert_part(store_read SOURCES reading.cpp LINKS RocksDB::rocksdb)\n"
         "recert_part(store_write SOURCES writing.cpp LINKS recert_store_read)\n"},
        {"src/ledger/CMakeLists.txt",
         "recert_part(ledger_read SOURCES reader.cpp)\nrecert_part(ledger_write SOURCES "
         "log.cpp)\n"},
    };
    return parts;
}

std::size_t includes(const std::string& path, const std::string& text) {
    return Arrows(sample_parts()).check_includes({path, text}).size();
}

std::size_t links(const std::string& text) {
    return Arrows(sample_parts()).check_links({"src/x/CMakeLists.txt", text}).size();
}

std::size_t form(const std::string& text) { return check_form({"src/x/sample.cpp", text}).size(); }

}  // namespace

TEST_CASE("the tree that is checked is the whole tree", "[architecture]") {
    CHECK(tree().size() > 30);
    CHECK(std::any_of(tree().begin(), tree().end(),
                      [](const auto& file) { return file.path == "src/result.hpp"; }));
}

TEST_CASE("every include follows the arrows", "[architecture]") {
    const Arrows arrows(tree());
    for (const auto& file : tree())
        if (file.is_cpp()) expect_none(arrows.check_includes(file));
}

TEST_CASE("every link line follows the arrows", "[architecture]") {
    const Arrows arrows(tree());
    for (const auto& file : tree())
        if (!file.is_cpp() && !file.path.starts_with("tests/"))
            expect_none(arrows.check_links(file));
}

TEST_CASE("the code has the form agreed on", "[architecture]") {
    for (const auto& file : tree()) {
        expect_none(check_path(file.path));
        if (file.is_cpp()) expect_none(check_form(file));
    }
    expect_none(check_top_folders(top_folders(RECERT_SOURCE_DIR)));
}

TEST_CASE("an include against the arrows is noticed", "[architecture]") {
    CHECK(includes("events/a.cpp", "#include \"projections/standing.hpp\"\n") == 1);
    CHECK(includes("src/ledger/reader.cpp", "#include \"events/event.hpp\"\n") == 1);
    CHECK(includes("src/domain/a.cpp", "#include \"service/service.hpp\"\n") == 1);
    CHECK(includes("src/http/a.cpp", "#include \"store/reading.hpp\"\n") == 1);
    CHECK(includes("src/http/a.cpp", "#include \"elsewhere/a.hpp\"\n") == 1);
    CHECK(includes("src/http/a.cpp", "#include \"service/service.hpp\"\n") == 0);
    CHECK(includes("src/main.cpp", "#include \"http/server.hpp\"\n") == 0);
    CHECK(includes("src/store/a.cpp", "#include \"result.hpp\"\n#include <vector>\n") == 0);
}

TEST_CASE("the reading halves and the tools may not use the writing halves", "[architecture]") {
    CHECK(includes("tools/verify.cpp", "#include \"ledger/reader.hpp\"\n") == 0);
    CHECK(includes("tools/verify.cpp", "#include \"ledger/log.hpp\"\n") == 1);
    CHECK(includes("tools/verify.cpp", "#include \"store/writing.hpp\"\n") == 1);
    CHECK(includes("src/ledger/reader.cpp", "#include \"ledger/log.hpp\"\n") == 1);
    CHECK(includes("src/ledger/log.cpp", "#include \"ledger/reader.hpp\"\n") == 0);
    CHECK(includes("src/ledger/log.cpp", "#include \"store/writing.hpp\"\n") == 0);
}

TEST_CASE("a header in a place that is not its own is noticed", "[architecture]") {
    CHECK(includes("src/service/a.cpp", "#include <boost/asio/post.hpp>\n") == 1);
    CHECK(includes("src/http/a.hpp", "#include <boost/beast/http.hpp>\n") == 1);
    CHECK(includes("src/http/a.cpp", "#include <boost/beast/http.hpp>\n") == 0);
    CHECK(includes("src/ledger/a.cpp", "#  include <rocksdb/db.h>\n") == 1);
    CHECK(includes("src/store/a.cpp", "#include <rocksdb/db.h>\n") == 0);
    CHECK(includes("src/domain/a.cpp", "#include <nlohmann/json.hpp>\n") == 1);
    CHECK(includes("projections/a.cpp", "#include <date/tz.h>\n") == 1);
    CHECK(includes("src/http/a.cpp", "#include <catch2/catch.hpp>\n") == 1);
}

TEST_CASE("a link line against the arrows is noticed", "[architecture]") {
    CHECK(links("recert_part(events SOURCES a.cpp LINKS recert_projections)") == 1);
    CHECK(links("recert_part(http SOURCES a.cpp\n    LINKS recert_service Boost::url)") == 0);
    CHECK(links("recert_part(unheard_of SOURCES a.cpp LINKS recert_events)") == 1);
    CHECK(links("recert_part(tools SOURCES a.cpp LINKS recert_ledger_write)") == 1);
    CHECK(links("target_link_libraries(recert PRIVATE recert_tools recert_store_write)") == 1);
    CHECK(links("target_link_libraries(recertd PRIVATE recert_http recert_ledger_write)") == 0);
    CHECK(links("# recert_part(events LINKS recert_projections)") == 0);
}

TEST_CASE("nothing that the tools use can write a ledger", "[architecture]") {
    std::set<std::string_view> reached = {"tools"};
    for (bool grows = true; grows;) {
        const auto before = reached.size();
        for (const auto part : std::set(reached)) reached.merge(std::set(*uses_of(part)));
        grows = reached.size() > before;
    }
    CHECK(reached.contains("ledger_read"));
    CHECK_FALSE(reached.contains("ledger_write"));
    CHECK_FALSE(reached.contains("store_write"));
}

TEST_CASE("a file or a line that is too long is noticed", "[architecture]") {
    std::string text;
    for (std::size_t line = 0; line < kLinesMax; ++line) text += "//\n";
    CHECK(form(text) == 0);
    CHECK(form(text + "//\n") == 1);
    CHECK(form("// " + std::string(kColumnsMax - 3, 'x') + "\n") == 0);
    CHECK(form("// " + std::string(kColumnsMax - 2, 'x')) == 1);
    CHECK(form("// " + std::string(kColumnsMax - 4, 'x') + "\u2016\n") == 0);
}

TEST_CASE("leftovers and empty names are noticed", "[architecture]") {
    CHECK(form("int a = 1;  // TO"
               "DO: more\n") == 1);
    CHECK(form("// FIX"
               "ME\n") == 1);
    CHECK(form("int get"
               "_count() const;\n") == 1);
    CHECK(form("value.get_ref<T>(); std::get_if<T>(&value); p->get_to(x);\n") == 0);
    CHECK(form("class Session"
               "Manager {\n") == 1);
    CHECK(form("struct Holder"
               "Info;\n") == 1);
    CHECK(form("struct Information;\n") == 0);
}

TEST_CASE("headers, paths and folders out of form are noticed", "[architecture]") {
    CHECK(check_form({"src/x/a.hpp", "// What it is.\n#pragma once\n"}).empty());
    CHECK(check_form({"src/x/a.hpp", "#pragma once\n"}).size() == 2);
    CHECK(check_path("src/store/reading.hpp").empty());
    CHECK(check_path("src/util/reading.hpp").size() == 1);
    CHECK(check_path("src/http/common/a.cpp").size() == 1);
    CHECK(check_path("src/http/RouteTable.cpp").size() == 1);
    CHECK(check_top_folders({"src", "lib"}).size() == 1);
}
