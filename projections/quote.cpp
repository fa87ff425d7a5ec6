#include "projections/quote.hpp"

#include <algorithm>

#include "events/mapping.hpp"

namespace recert::projections {
namespace {

using events::Json;

constexpr std::int64_t kWhole = 100'00;  // a hundred percent, in hundredths

bool applies(const DiscountIf& condition, std::optional<events::OrganizationKind> kind,
             std::int64_t seats) {
    if (condition.organization_kind) {
        const auto& kinds = *condition.organization_kind;
        if (!kind || std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) return false;
    }
    return !condition.group_of || seats >= *condition.group_of;
}

// Above all percentages comes one that is not stated: nobody can say that another is better.
bool is_less(const DiscountRule* a, const DiscountRule* b) {
    if (!a->percent || !b->percent) return a->percent && !b->percent;
    return *a->percent < *b->percent;
}

std::int64_t less(std::int64_t amount, events::Credit percent) {
    const std::int64_t hundredths = std::clamp<std::int64_t>(percent.hundredths, 0, kWhole);
    // In two parts, so that no product leaves the 64 bits.
    return amount - (amount / kWhole * hundredths + amount % kWhole * hundredths / kWhole);
}

void choose_discount(Quote& quote, const Rules& rules, std::optional<events::OrganizationKind> kind,
                     std::int64_t seats) {
    std::vector<const DiscountRule*> eligible;
    for (const DiscountRule& rule : rules.discounts)
        if (applies(rule.if_, kind, seats)) eligible.push_back(&rule);
    if (eligible.empty()) return;
    quote.discount = *std::max_element(eligible.begin(), eligible.end(), is_less);
    if (eligible.size() > 1)
        quote.notes.emplace_back("More than one discount applies: the best single one counts.");
    if (!quote.discount->percent)
        quote.notes.emplace_back(
            "The rules state no percentage for this discount: staff assess it.");
}

Json noted(Json out, const Noted& rule) {
    if (rule.clause) out["clause"] = *rule.clause;
    if (rule.note) out["note"] = *rule.note;
    return out;
}

}  // namespace

std::optional<events::OrganizationKind> kind_on(const OrganizationRecord& organization,
                                                events::Date on) {
    std::optional<events::OrganizationKind> kind;
    std::optional<events::Date> latest;
    const auto consider = [&](events::Date day, events::OrganizationKind said) {
        if (on < day || (latest && day < *latest)) return;
        latest = day;
        kind = said;
    };
    for (const auto& fact : organization.all<events::OrganizationRegistered>())
        consider(fact.on, fact.data.kind);
    for (const auto& fact : organization.all<events::OrganizationUpdated>())
        if (kind && fact.data.kind) consider(fact.on, *fact.data.kind);
    return kind;
}

Quote quote(const Rules& rules, std::optional<events::OrganizationKind> kind, std::int64_t seats) {
    Quote out;
    out.registration = fee_of(rules, events::FeeKind::registration);
    choose_discount(out, rules, kind, seats);
    if (out.registration == nullptr || !out.registration->amount) {
        out.notes.emplace_back("The rules state no amount for a registration: staff assess it.");
        return out;
    }
    if (out.discount != nullptr && !out.discount->percent) return out;
    std::int64_t amount = *out.registration->amount * seats;
    if (amount > events::kIntegerMax) {
        out.notes.emplace_back("The total is beyond what an amount can be.");
        return out;
    }
    if (out.discount != nullptr) amount = less(amount, *out.discount->percent);
    out.total = events::Money{amount, *out.registration->currency};
    return out;
}

Json quote_json(const Quote& quote) {
    Json item = {{"kind", "registration"}, {"amount", nullptr}, {"currency", nullptr}};
    if (const FeeAmount* fee = quote.registration) {
        if (fee->amount) item["amount"] = *fee->amount;
        if (fee->currency) item["currency"] = fee->currency->code;
        item = noted(std::move(item), *fee);
    }
    Json discount = nullptr;
    if (const DiscountRule* rule = quote.discount)
        discount = noted({{"if", events::write(rule->if_)},
                          {"percent", rule->percent ? events::write(*rule->percent) : Json()}},
                         *rule);
    return {{"items", Json::array({std::move(item)})},
            {"discount", std::move(discount)},
            {"total", quote.total ? events::write(*quote.total) : Json()},
            {"notes", quote.notes}};
}

}  // namespace recert::projections
