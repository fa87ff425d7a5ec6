#include "projections/fees.hpp"

#include <algorithm>
#include <tuple>

namespace recert::projections {
namespace {

using events::Date;
using events::FeeId;
using events::FeeKind;

class Ledger {
  public:
    Ledger(const Cycles& cycles, Date as_of) : cycles_(cycles), as_of_(as_of) {}

    void assess(const Fact<events::FeeAssessed>& fact) {
        if (as_of_ < fact.on) return;
        Fee* fee = find(fact.data.fee);
        if (fee == nullptr) {
            fees_.push_back(
                {fact.data.fee, fact.data.kind, cycle_of_fact(fact), {}, {}, {}, {}, {}, {}});
            fee = &fees_.back();
        }
        if (fact.data.money) fee->assessed = fact.data.money;  // staff put the amount later
        if (fact.data.due_on) fee->due_on = fact.data.due_on;
        fee->facts.push_back(fact.seq);
    }

    template <class E>
    Fee* account(const Fact<E>& fact) {
        if (as_of_ < fact.on) return nullptr;
        Fee* fee = fact.data.fee ? find(*fact.data.fee) : nullptr;
        // A cycle named in the payment goes before the fee's own.
        if (fee != nullptr && fact.data.cycle && fee->cycle != fact.data.cycle) fee = nullptr;
        if (fee == nullptr) fee = same_kind(fact.data.kind, cycle_of_fact(fact));
        fee->facts.push_back(fact.seq);
        return fee;
    }

    // Whatever the order of arrival.
    std::vector<Fee> take() {
        std::sort(fees_.begin(), fees_.end(), [](const Fee& a, const Fee& b) {
            return std::tie(a.cycle, a.kind, a.fee) < std::tie(b.cycle, b.kind, b.fee);
        });
        return std::move(fees_);
    }

  private:
    template <class E>
    std::optional<std::int64_t> cycle_of_fact(const Fact<E>& fact) const {
        if (fact.data.cycle) return fact.data.cycle;
        const Cycle* cycle = cycle_of(cycles_, fact.on, &Windows::pay);
        if (cycle == nullptr) return std::nullopt;
        return cycle->number;
    }

    Fee* find(const FeeId& id) {
        const auto place =
            std::find_if(fees_.begin(), fees_.end(), [&](const Fee& fee) { return fee.fee == id; });
        return place == fees_.end() ? nullptr : &*place;
    }

    Fee* same_kind(FeeKind kind, std::optional<std::int64_t> cycle) {
        for (Fee& fee : fees_)
            if (fee.kind == kind && fee.cycle == cycle) return &fee;
        fees_.push_back({{}, kind, cycle, {}, {}, {}, {}, {}, {}});
        return &fees_.back();
    }

    const Cycles& cycles_;
    Date as_of_;
    std::vector<Fee> fees_;
};

void add_due(FeeAccount& account, const std::optional<events::Money>& assessed) {
    if (!assessed) return;
    if (!account.due)
        account.due = assessed;
    else if (account.due->currency == assessed->currency)
        account.due->amount += assessed->amount;
}

std::optional<events::Money> stated_amount(const Rules& rules, FeeKind kind) {
    const FeeAmount* stated = fee_of(rules, kind);
    if (stated == nullptr || !stated->amount) return std::nullopt;
    return events::Money{*stated->amount, *stated->currency};
}

}  // namespace

std::vector<Fee> fees_of(const CredentialRecord& record, const Cycles& cycles, Date as_of) {
    Ledger ledger{cycles, as_of};
    for (const auto& fact : record.all<events::FeeAssessed>()) ledger.assess(fact);
    for (const auto& fact : record.all<events::FeePaid>())
        if (Fee* fee = ledger.account(fact))
            fee->net[fact.data.money.currency.code] += fact.data.money.amount;
    for (const auto& fact : record.all<events::FeeRefunded>())
        if (Fee* fee = ledger.account(fact)) {
            fee->net[fact.data.money.currency.code] -= fact.data.money.amount;
            fee->refunded = true;
        }
    for (const auto& fact : record.all<events::FeeWaived>())
        if (Fee* fee = ledger.account(fact)) fee->waived = true;
    return ledger.take();
}

FeeAccount fee_account(const std::vector<Fee>& fees, FeeKind kind, std::int64_t cycle,
                       const Rules& rules) {
    FeeAccount account;
    for (const Fee& fee : fees) {
        if (fee.kind != kind || fee.cycle != cycle) continue;
        for (const auto& [currency, amount] : fee.net) account.net[currency] += amount;
        account.waived = account.waived || fee.waived;
        account.facts.insert(account.facts.end(), fee.facts.begin(), fee.facts.end());
        add_due(account, fee.assessed);
    }
    if (!account.due) account.due = stated_amount(rules, kind);
    return account;
}

FeeAccount yearly_account(const CredentialRecord& record, FeeKind kind, const CycleYear& year,
                          const Rules& rules, Date as_of) {
    FeeAccount account;
    const auto each = [&](const auto& facts, auto use) {
        for (const auto& fact : facts) {
            if (fact.data.kind != kind || as_of < fact.on) continue;
            if (fact.on < year.starts_on || year.ends_on < fact.on) continue;
            use(fact.data);
            account.facts.push_back(fact.seq);
        }
    };
    each(record.all<events::FeeAssessed>(), [&](const auto& fee) { add_due(account, fee.money); });
    each(record.all<events::FeePaid>(),
         [&](const auto& paid) { account.net[paid.money.currency.code] += paid.money.amount; });
    each(record.all<events::FeeRefunded>(), [&](const auto& refunded) {
        account.net[refunded.money.currency.code] -= refunded.money.amount;
    });
    each(record.all<events::FeeWaived>(), [&](const auto&) { account.waived = true; });
    if (!account.due) account.due = stated_amount(rules, kind);
    return account;
}

bool FeeAccount::met() const {
    if (waived) return true;
    if (due) {
        const auto place = net.find(due->currency.code);
        return due->amount <= (place == net.end() ? 0 : place->second);
    }
    return std::any_of(net.begin(), net.end(), [](const auto& n) { return n.second > 0; });
}

std::optional<events::Money> FeeAccount::paid() const {
    if (due) {
        const auto place = net.find(due->currency.code);
        return events::Money{place == net.end() ? 0 : place->second, due->currency};
    }
    if (net.empty()) return std::nullopt;
    return events::Money{net.begin()->second, {net.begin()->first}};
}

}  // namespace recert::projections
