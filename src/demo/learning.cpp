#include "demo/learning.hpp"

#include <algorithm>
#include <array>

#include "demo/names.hpp"
#include "demo/world.hpp"

namespace recert::demo {
namespace {

struct Claim {
    std::string activity;
    Date completed_on;
    int hundredths;
    Json data;
    bool by_academy = false;  // told by whoever held it, not by the holder
    bool is_shared = false;   // worth something to the person's other credential too
};

constexpr std::array kProviders = {"Harbor Learning Forum", "Northlight Academy",
                                   "Quarter Hour Podcast", "Society of Training Managers"};

double units(int hundredths) { return hundredths / 100.0; }

// Minutes count in whole quarters of an hour.
int worth(int minutes) { return minutes / 15 * 25; }

void in_minutes(Claim& claim, int minutes) {
    claim.data["minutes"] = minutes;
    claim.hundredths = worth(minutes);
}

void in_credit(Claim& claim, int hundredths) {
    claim.data["credit"] = units(hundredths);
    claim.hundredths = hundredths;
}

Claim cptm_claim(Dice& dice) {
    Claim claim{};
    const auto name = [&](const char* format, const std::string& kind) {
        claim.data = {{"title", kind + ": " + topic(dice)}, {"format", format}};
        if (dice.chance(60)) claim.data["provider"] = dice.pick(kProviders);
    };
    const int kind = dice.between(1, 100);
    if (kind <= 35) {
        name("webinar", "Webinar");
        in_minutes(claim, dice.between(3, 7) * 15);
        claim.by_academy = dice.chance(40);
    } else if (kind <= 45) {
        name("podcast", "Podcast");
        in_minutes(claim, dice.between(25, 70));
    } else if (kind <= 60) {
        name("roundtable", "Roundtable");
        in_minutes(claim, 90);
    } else if (kind <= 85) {
        name("course", "Course");
        in_credit(claim, dice.between(8, 24) * 25);
        claim.is_shared = true;
    } else {
        name("conference", "Conference");
        in_credit(claim, dice.between(16, 40) * 25);
        claim.data["started_on"] = dice.between(1, 2);  // days before, until it has a date
        claim.is_shared = true;
    }
    return claim;
}

Claim cpt_claim(Dice& dice) {
    Claim claim{};
    const int kind = dice.between(1, 100);
    const std::string about = topic(dice);
    if (kind <= 50) {
        claim.data = {{"title", "Workshop: " + about}, {"category", "development"}};
        in_credit(claim, dice.between(6, 16) * 50);
    } else if (kind <= 70) {
        claim.data = {{"title", "Chapter board: " + about}, {"category", "service"}};
        in_credit(claim, dice.between(4, 12) * 50);
    } else if (kind <= 88) {
        claim.data = {{"title", "Article: " + about}, {"category", "contributions"}};
        in_credit(claim, dice.between(10, 20) * 50);
    } else {
        const int heard = dice.between(4, 8) * 50;
        const int given = dice.between(4, 10) * 50;
        claim.data = {
            {"title", "Conference, heard and spoken: " + about},
            {"parts", Json::array({{{"category", "development"}, {"credit", units(heard)}},
                                   {{"category", "contributions"}, {"credit", units(given)}}})}};
        claim.hundredths = heard + given;
    }
    return claim;
}

void amend(Credential& c, const Claim& claim) {
    Json data{{"activity", claim.activity}, {"reason", "As on the confirmation."}};
    if (claim.data.contains("minutes"))
        data["minutes"] = claim.data["minutes"].get<int>() + 15;
    else if (claim.data.contains("credit"))
        data["credit"] = units(claim.hundredths + 25);
    else
        data["title"] = claim.data["title"].get<std::string>() + " (two days)";
    c.tell(by_holder(c.person.id), draft("cpe.amended", std::move(data)));
}

void appeal(Credential& c, const std::string& subject) {
    c.tell(by_holder(c.person.id),
           draft("appeal.filed", {{"subject", subject}, {"reason", "It was about training."}}));
    c.later(c.today() + days{c.dice.between(15, 45)}, Half::morning, [&c, subject] {
        const bool upheld = c.dice.chance(40);
        c.tell(staff("board"),
               draft("appeal.decided",
                     {{"subject", subject},
                      {"outcome", upheld ? "upheld" : "rejected"},
                      {"reason", upheld ? "The programme shows it." : "Nothing new was shown."}}));
        if (upheld && subject.starts_with("activity "))
            c.tell(staff("rhea"), draft("cpe.approved", {{"activity", subject.substr(9)}}));
    });
}

void disallow(Credential& c, const Claim& claim) {
    c.tell(staff("rhea"), draft("cpe.disallowed",
                                {{"activity", claim.activity}, {"reason", "Not about training."}}));
    if (c.dice.chance(40))
        c.later(c.today() + days{c.dice.between(3, 20)}, Half::evening,
                [&c, claim] { appeal(c, "activity " + claim.activity); });
}

void log(Credential& c, const Claim& claim, bool by_academy, Scribe::Heard heard = {}) {
    Json data = claim.data;
    data["activity"] = claim.activity;
    data["completed_on"] = on_day(claim.completed_on);
    auto when = by_academy ? std::optional(on_day(claim.completed_on)) : std::nullopt;
    c.tell(by_academy ? academy() : by_holder(c.person.id),
           draft("cpe.logged", std::move(data), std::move(when)), std::move(heard));
}

// Entered wrongly by staff's batch: taken back, and entered again under the same id.
void correct(Credential& c, const Claim& claim, Seq seq) {
    c.take_back(seq, "The hours of another participant.");
    log(c, claim, false);
}

void review(Credential& c, const Claim& claim, Seq seq) {
    const int fate = c.dice.between(1, 1'000);
    const auto some_days_on = [&](Half half, auto what) {
        c.later(c.today() + days{c.dice.between(2, 25)}, half, what);
    };
    if (fate <= 50)
        some_days_on(Half::evening, [&c, claim] { amend(c, claim); });
    else if (fate <= 65)
        some_days_on(Half::evening, [&c, claim] {
            c.tell(by_holder(c.person.id), draft("cpe.withdrawn", {{"activity", claim.activity}}));
        });
    else if (fate <= 80)
        some_days_on(Half::morning, [&c, claim] {
            c.tell(staff("rhea"),
                   draft("cpe.approved", {{"activity", claim.activity},
                                          {"credit", units(claim.hundredths * 3 / 4)}}));
        });
    else if (fate <= 88)
        some_days_on(Half::morning, [&c, claim] { disallow(c, claim); });
    else if (fate <= 95)
        some_days_on(Half::evening, [&c, claim, seq] { correct(c, claim, seq); });
}

// The same activity, under the same id, in the person's other credential.
void share(Credential& c, const Claim& claim) {
    Credential* const other = c.person.cpt;
    if (other == nullptr || !other->is_good() || !c.dice.chance(50)) return;
    Claim same = claim;
    same.data = {{"title", claim.data.at("title")},
                 {"category", "development"},
                 {"credit", units(claim.hundredths)}};
    log(*other, same, false);
}

void report(Credential& c, const Claim& claim) {
    log(c, claim, claim.by_academy,
        [&c, claim](const service::Appended& appended) { review(c, claim, appended.first); });
    if (claim.is_shared) share(c, claim);
}

void intend(Credential& c, const Claim& claim) {
    Json data{{"activity", claim.activity},
              {"title", claim.data.at("title")},
              {"planned_for", on_day(claim.completed_on)}};
    if (claim.hundredths > 0) data["credit"] = units(claim.hundredths);
    c.tell(by_holder(c.person.id), draft("cpe.planned", std::move(data)));
}

Date next_monday(Date day) {
    do day += days{1};
    while (std::chrono::weekday{day} != std::chrono::Monday);
    return day;
}

Date reported_on(Credential& c, const Claim& claim, const LearningPlan& plan) {
    const bool in_last_third = plan.last - claim.completed_on < (plan.last - plan.from) / 3;
    if (plan.late && in_last_third) return plan.due + days{c.dice.between(3, 60)};
    if (claim.by_academy) return next_monday(claim.completed_on);
    const int habit = c.dice.between(1, 10);
    const int lag = habit <= 6   ? c.dice.between(0, 2)
                    : habit <= 9 ? c.dice.between(3, 20)
                                 : c.dice.between(21, 60);
    return std::max(claim.completed_on, std::min(claim.completed_on + days{lag}, plan.due));
}

std::string activity_id(const Credential& c, std::int64_t term, int number) {
    return (c.program == Program::cptm ? "a" : "b") + std::to_string(term) + '-' +
           std::to_string(number);
}

}  // namespace

void learn(Credential& c, const LearningPlan& plan) {
    const int span = std::max(1, static_cast<int>((plan.last - plan.from).count()));
    int sum = 0;
    for (int n = 1; sum < plan.credit; ++n) {
        Claim claim = c.program == Program::cptm ? cptm_claim(c.dice) : cpt_claim(c.dice);
        claim.activity = activity_id(c, plan.term, n);
        claim.completed_on = plan.from + days{c.dice.between(0, span)};
        if (claim.data.contains("started_on"))
            claim.data["started_on"] =
                on_day(claim.completed_on - days{claim.data["started_on"].get<int>()});
        sum += claim.hundredths;
        const Date report_day = reported_on(c, claim, plan);
        c.later(report_day, claim.by_academy ? Half::morning : Half::evening,
                [&c, claim] { report(c, claim); });
        const Date intended_on = claim.completed_on - days{c.dice.between(10, 60)};
        if (c.today() < intended_on && c.dice.chance(5))
            c.later(intended_on, Half::evening, [&c, claim] { intend(c, claim); });
    }
}

}  // namespace recert::demo
