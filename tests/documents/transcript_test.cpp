#include "documents/transcript.hpp"

#include <catch2/catch.hpp>

#include "projections/transcript.hpp"
#include "support/story.hpp"

using namespace recert;
using namespace recert::documents;
using events::Json;
using testing::Story;

namespace {

// What the service adds from the entries.
void add_entry(Json& item) {
    item["recorded_at"] = "2021-01-05T10:00:00.000Z";
    item["entry"] = std::string(64, 'a');
}

Json transcript_of(const Story& story, const std::string& day, const Json& name = "Ada") {
    auto told = projections::transcript_json(story.record(), story.context(),
                                             events::parse_date(day).value(), {});
    REQUIRE(told);
    Json& body = *told;
    const auto add_all = [](Json& activities) {
        for (Json& each : activities) {
            add_entry(each);
            each["title"] = "متعلم 学习 Zażółć";
        }
    };
    for (Json& cycle : body["cycles"]) add_all(cycle["activities"]);
    add_all(body["outside"]);
    for (Json& fee : body["fees"])
        for (Json& entry : fee["entries"]) add_entry(entry);
    for (Json& decision : body["decisions"]) add_entry(decision);
    body["holder"]["name"] = name;
    body.update(Json{{"id", "cptm-000042"},
                     {"version", 3},
                     {"as_of", day},
                     {"known_at", {{"seq", 9}, {"time", "2021-01-05T10:00:00.000Z"}}}});
    return std::move(body);
}

std::size_t pages_in(const std::string& pdf) {
    const auto at = pdf.find("/Count ");
    return at == std::string::npos ? 0 : std::stoul(pdf.substr(at + 7));
}

}  // namespace

TEST_CASE("the same transcript has the same bytes", "[documents]") {
    Story story;
    story.awarded();
    story.log("a", "2021-01-05", 23.75);
    story.pay("2021-06-02");
    const Json told = transcript_of(story, "2021-07-01");
    const auto pdf = transcript_pdf(told, "https://example.org/verify/N", Paper::letter);
    REQUIRE(pdf);
    CHECK(pdf->starts_with("%PDF-"));
    CHECK(pages_in(*pdf) == 1);
    CHECK(pdf->find("/CreationDate (20210105100000Z") != std::string::npos);
    CHECK(transcript_pdf(told, "https://example.org/verify/N", Paper::letter) == *pdf);
    CHECK(transcript_pdf(told, "", Paper::letter) != *pdf);
    CHECK(transcript_pdf(told, "https://example.org/verify/N", Paper::a4)
              ->find("/MediaBox [ 0 0 595 842 ]") != std::string::npos);
    CHECK(transcript_pdf(transcript_of(story, "2021-07-01", nullptr), "", Paper::letter));
}

TEST_CASE("a candidate's transcript is drawn, too", "[documents]") {
    Story story;
    story.registered();
    story.log("early", "2020-02-01", 2);
    CHECK(transcript_pdf(transcript_of(story, "2020-02-02"), "", Paper::a4));
}

TEST_CASE("a table of many activities goes on over pages", "[documents]") {
    Story story;
    story.awarded();
    for (int n = 0; n < 60; ++n) story.log("a" + std::to_string(n), "2021-01-05", 0.25);
    const auto pdf = transcript_pdf(transcript_of(story, "2021-07-01"), "", Paper::letter);
    REQUIRE(pdf);
    CHECK(pages_in(*pdf) > 3);
    CHECK(pages_in(*pdf) < 12);
}
