// Standings a second of one core's time: credentials of twelve activities, judged (assess) and
// written out (standing_json). Run by `tools/bench assess`.
//
// usage: recert_bench_assess SECONDS
#include <ctime>
#include <iomanip>
#include <iostream>
#include <random>

#include "support/story.hpp"

namespace {

using namespace recert;
using events::Json;
using testing::Story;

constexpr int kCredentials = 64;
constexpr int kActivities = 12;
const std::vector<std::string> kDays = {"2020-06-01", "2021-02-01", "2022-03-01"};

// A tree of categories, a minimum and a cap on a branch, a yearly minimum, carry-over, a fee.
const char* const kRules = R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
    "categories": {"education": {"children": {"ways": {}, "power": {}, "acumen": {}}},
                   "giving-back": {"children": {"working": {}, "volunteering": {}}}},
    "requirements": [{"id": "total", "sum": "*", "min": 60},
                     {"id": "education", "sum": "education", "min": 35},
                     {"id": "yearly", "sum": "*", "min": 10, "per": "year"},
                     {"id": "renewal-fee", "fee": "renewal"}],
    "caps": [{"sum": "giving-back", "max": 25}, {"sum": "giving-back.working", "max": 8}],
    "carry_over": {"max": 20, "earned_within": "P12M"}})";
const std::vector<std::string> kLeaves = {"education.ways", "education.power", "education.acumen",
                                          "giving-back.working", "giving-back.volunteering"};

Story credential(std::mt19937_64& random) {
    const auto any = [&](int from, int to) {
        return std::uniform_int_distribution<int>(from, to)(random);
    };
    Story story{Story::with_rules(kRules)};
    story.certified("2020-03-06");
    const auto begins = events::parse_date("2020-03-07").value();
    for (int n = 0; n < kActivities; ++n)
        story.log("a" + std::to_string(n),
                  events::format_date(begins + std::chrono::days(any(0, 700))), any(1, 8),
                  {{"category", kLeaves[static_cast<std::size_t>(any(0, 4))]}});
    if (any(0, 1) == 0) story.pay("2021-11-01");
    return story;
}

// A second's work, however often it must be done for as long as that. By this process's own time:
// what else runs on the machine is left out.
template <class Work>
double per_second(double seconds, const Work& work) {
    const std::clock_t begun = std::clock();
    std::size_t done = 0;
    double gone = 0;
    do {
        done += work();
        gone = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    } while (gone < seconds);
    return static_cast<double>(done) / gone;
}

}  // namespace

int main(int count, char** arguments) {
    const double seconds = count > 1 ? std::stod(arguments[1]) : 5;
    std::mt19937_64 random{1};  // the same credentials each time
    std::vector<Story> stories;
    for (int n = 0; n < kCredentials; ++n) stories.push_back(credential(random));
    std::vector<events::Date> days;
    for (const std::string& day : kDays) days.push_back(events::parse_date(day).value());
    std::size_t told = 0;  // so that nothing is left out as unused
    const auto of_all = [&](const auto& judge) {
        return [&, judge] {
            for (const Story& story : stories)
                for (const events::Date day : days) told += judge(story, day);
            return stories.size() * days.size();
        };
    };
    const double judged = per_second(seconds, of_all([](const Story& story, events::Date day) {
                                         const auto standing = projections::assess(
                                             story.record(), story.context(), day);
                                         return standing.deadlines.size() + standing.cycles.size();
                                     }));
    const double written = per_second(
        seconds, of_all([](const Story& story, events::Date day) {
            return projections::standing_json(story.record(), story.context(), day).dump().size();
        }));
    std::cout << std::fixed << std::setprecision(0) << "standings judged a second:  " << judged
              << "\nstandings written a second: " << written << '\n';
    return told > 0 ? 0 : 1;
}
