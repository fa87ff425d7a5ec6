#include "projections/reports/published_claims.hpp"

namespace recert::projections {
namespace {

using events::Json;

constexpr std::string_view kProgram = "cptm";
constexpr std::string_view kSource = "Training Industry, CPTM FAQ";
constexpr std::int64_t kPassRate = 85;
constexpr std::int64_t kSupportRate = 80;
constexpr std::int64_t kHundredPercent = 10'000;  // in hundredths

Json claim(std::string_view words, std::string_view definition, std::int64_t part, std::int64_t of,
           bool holds) {
    const auto rate = percent(part, of);
    return {{"program", kProgram},
            {"claim", words},
            {"source", kSource},
            {"definition", definition},
            {"part", part},
            {"of", of},
            {"percent", rate ? json_of(*rate) : Json()},
            {"holds", rate ? Json(holds) : Json()}};
}

}  // namespace

std::optional<Decimal> percent(std::int64_t part, std::int64_t of) {
    if (of == 0) return std::nullopt;
    return Decimal{(kHundredPercent * part + of / 2) / of};
}

void PublishedClaims::take(const events::CredentialRegistered& registered, const ExamRecord& exam,
                           bool certified) {
    Counts& counts = programs_[registered.program.text];
    if (exam.completed_steps && exam.first_on) {
        ++counts.examined;
        if (exam.passed_first) ++counts.passed_first;
        if (exam.passed_on) ++counts.passed;
    }
    if (!certified) return;
    ++counts.certified;
    if (!registered.employer_supported) return;
    ++counts.stated;
    if (*registered.employer_supported) ++counts.supported;
}

Json PublishedClaims::json() const {
    const auto found = programs_.find(std::string(kProgram));
    if (found == programs_.end()) return Json::array();
    const Counts& counts = found->second;
    constexpr auto kPass = "over 85 % of those who complete both steps pass the exam";
    constexpr auto kSupport = "four out of five get their employer's support";
    const auto over = [&](std::int64_t part) { return 100 * part > kPassRate * counts.examined; };
    const auto four_in_five = [&](std::int64_t of) {
        return 100 * counts.supported >= kSupportRate * of;
    };
    return {claim(kPass,
                  "passed at the first attempt, of those who completed the modules and the "
                  "practicum and sat the exam",
                  counts.passed_first, counts.examined, over(counts.passed_first)),
            claim(kPass,
                  "passed at any attempt up to the day asked about, of those who completed the "
                  "modules and the practicum and sat the exam",
                  counts.passed, counts.examined, over(counts.passed)),
            claim(kSupport,
                  "the registration says that the employer supports it, of those certified whose "
                  "registration says whether",
                  counts.supported, counts.stated, four_in_five(counts.stated)),
            claim(kSupport, "the registration says that the employer supports it, of all certified",
                  counts.supported, counts.certified, four_in_five(counts.certified))};
}

}  // namespace recert::projections
