#include "projections/badge_marks.hpp"

#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using testing::Story;

namespace {

const events::Json kReason = {{"reason", "so"}};

Seq say(Story& story, const std::string& type, const std::string& at,
        const events::Json& data = kReason) {
    REQUIRE(story.tell(type, at, data));
    return story.last();
}

Seq take_back(Story& story, Seq seq, const std::string& at) {
    return say(story, "entry.voided", at, {{"seq", seq.value}, {"reason", "a mistake"}});
}

std::string marks_text(const Story& story) {
    const auto marks = projections::badge_marks(story.record());
    std::string text;
    for (const auto& [place, mark] : marks.by_place)
        text += std::to_string(place.value) + (mark.is_revoked ? "r" : "") +
                (mark.is_suspended ? "s" : "") + ' ';
    text += '|';
    for (const auto& [decision, place] : marks.places)
        text += ' ' + std::to_string(decision.value) + ">" + std::to_string(place.value);
    return text;
}

std::string text(Seq seq) { return std::to_string(seq.value); }

Seq award_of(const Story& story) {
    return story.record().all<events::CredentialAwarded>().back().seq;
}

}  // namespace

TEST_CASE("a badge whose cycle was granted and nothing else is marked nowhere", "[badges]") {
    Story story;
    story.awarded();
    const std::string place = text(award_of(story));
    CHECK(marks_text(story) == place + " | " + place + ">" + place);
    CHECK_FALSE(projections::badge_marks(story.record()).changed_at);
    say(story, "fee.paid", "2020-06-01",
        {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}});
    CHECK_FALSE(projections::badge_marks(story.record()).changed_at);
}

TEST_CASE("a suspension is said as long as it lasts", "[badges]") {
    Story story;
    story.awarded();
    const std::string place = text(award_of(story));
    const std::string same = " | " + place + ">" + place;
    const Seq suspended = say(story, "credential.suspended", "2020-06-01");
    CHECK(marks_text(story) == place + "s" + same);
    CHECK(projections::badge_marks(story.record()).changed_at == suspended);
    say(story, "credential.reinstated", "2020-07-01");
    CHECK(marks_text(story) == place + same);
    const Seq again = say(story, "credential.suspended", "2020-08-01");
    CHECK(marks_text(story) == place + "s" + same);
    take_back(story, again, "2020-08-02");
    CHECK(marks_text(story) == place + same);
    say(story, "credential.retired", "2020-09-01", {{"kind", "retired"}});
    CHECK(marks_text(story) == place + "s" + same);
    say(story, "credential.resumed", "2020-10-01", events::Json::object());
    CHECK(marks_text(story) == place + same);
}

TEST_CASE("a revocation is said for ever, and who is let back has another place", "[badges]") {
    Story story;
    story.awarded();
    const std::string place = text(award_of(story));
    const auto type = GENERATE("credential.revoked", "credential.surrendered");
    const Seq revoked = say(story, type, "2020-06-01");
    CHECK(marks_text(story) == place + "r | " + place + ">" + place);
    const Seq voided = take_back(story, revoked, "2020-06-02");
    const std::string anew = text(voided);
    CHECK(marks_text(story) == place + "r " + anew + " | " + place + ">" + anew);
    say(story, type, "2020-07-01");
    CHECK(marks_text(story) == place + "r " + anew + "r | " + place + ">" + anew);
    const std::string third = text(say(story, "credential.reinstated", "2020-08-01"));
    CHECK(marks_text(story) == place + "r " + anew + "r " + third + " | " + place + ">" + third);
}

TEST_CASE("a decision that is voided takes its badge back", "[badges]") {
    Story story;
    story.awarded();
    const Seq award = award_of(story);
    const Seq voided = take_back(story, award, "2020-06-01");
    CHECK(marks_text(story) == text(award) + "r |");
    CHECK(projections::badge_marks(story.record()).changed_at == voided);
}

TEST_CASE("the badge of a renewal is taken back without that of the award", "[badges]") {
    Story story;
    story.awarded();
    const std::string first = text(award_of(story));
    story.log("a", "2021-01-05", 24);
    story.pay("2021-02-01");
    const Seq renewal = story.record().all<events::CredentialRenewed>().back().seq;
    take_back(story, renewal, "2021-03-01");
    CHECK(marks_text(story) == first + " " + text(renewal) + "r | " + first + ">" + first);
}

TEST_CASE("what died or lapsed is not said to be taken back", "[badges]") {
    Story story;
    story.awarded();
    const std::string place = text(award_of(story));
    say(story, "credential.ended", "2020-06-01", {{"kind", "deceased"}});
    CHECK(marks_text(story) == place + " | " + place + ">" + place);
}
