#include <algorithm>
#include <map>

#include "projections/reports/report_tables.hpp"
#include "projections/requirements.hpp"

namespace recert::projections {
namespace {

using events::Date;
using events::Money;

struct Entry {
    Date on;
    Seq seq;
    std::string_view what;
    events::FeeKind kind;
    std::optional<events::FeeId> fee;
    std::optional<std::int64_t> cycle;
    std::optional<events::Discount> discount{};
    std::optional<std::string> method{};
    std::optional<Money> assessed{}, paid{}, refunded{}, waived{}, receivable{};
    std::optional<Date> due_on{};

    std::optional<std::string> currency() const {
        for (const auto* money : {&assessed, &paid, &refunded, &waived, &receivable})
            if (*money) return (*money)->currency.code;
        return std::nullopt;
    }
};

// What is still owed of each fee that has an id.
std::map<events::FeeId, Money> open_amounts(const Subject& subject) {
    if (subject.record.all<events::FeeAssessed>().empty()) return {};
    const auto claims = claims_of(subject.record);
    const Matter matter{subject.record, subject.context, claims};
    const Date as_of = subject.question.as_of;
    std::map<events::FeeId, Money> out;
    for (const Fee& fee :
         fees_of(subject.record, granted_by(granted_cycles(matter), as_of), as_of)) {
        if (!fee.fee || !fee.assessed || fee.waived) continue;
        const auto net = fee.net.find(fee.assessed->currency.code);
        const std::int64_t paid = net == fee.net.end() ? 0 : net->second;
        out[*fee.fee] = {std::max<std::int64_t>(0, fee.assessed->amount - paid),
                         fee.assessed->currency};
    }
    return out;
}

// What was assessed anew is owed once: as it was assessed last.
void tell_receivables(std::vector<Entry>& assessments, std::map<events::FeeId, Money> open,
                      Date as_of) {
    for (auto entry = assessments.rbegin(); entry != assessments.rend(); ++entry) {
        if (as_of < entry->on) continue;
        if (const auto left = open.extract(*entry->fee)) entry->receivable = left.mapped();
    }
}

std::vector<Entry> entries_of(const Subject& subject) {
    const CredentialRecord& record = subject.record;
    const auto& assessments = record.all<events::FeeAssessed>();
    std::map<events::FeeId, Money> assessed;
    std::vector<Entry> out;
    for (const auto& fact : assessments) {
        const auto& data = fact.data;
        Entry entry{fact.on, fact.seq, "assessed", data.kind, data.fee, data.cycle};
        entry.discount = data.discount;
        entry.assessed = data.money;
        entry.due_on = data.due_on;
        if (data.money) assessed[data.fee] = *data.money;
        out.push_back(std::move(entry));
    }
    tell_receivables(out, open_amounts(subject), subject.question.as_of);
    for (const auto& fact : record.all<events::FeePaid>()) {
        const auto& data = fact.data;
        out.push_back({fact.on, fact.seq, "paid", data.kind, data.fee, data.cycle});
        out.back().method = data.method;
        out.back().paid = data.money;
    }
    for (const auto& fact : record.all<events::FeeRefunded>()) {
        const auto& data = fact.data;
        out.push_back({fact.on, fact.seq, "refunded", data.kind, data.fee, data.cycle});
        out.back().refunded = data.money;
    }
    for (const auto& fact : record.all<events::FeeWaived>()) {
        const auto& data = fact.data;
        out.push_back({fact.on, fact.seq, "waived", data.kind, data.fee, data.cycle});
        const auto amount = data.fee ? assessed.find(*data.fee) : assessed.end();
        if (amount != assessed.end()) out.back().waived = amount->second;
    }
    std::ranges::sort(out, {}, &Entry::seq);
    return out;
}

Status take(const Subject& subject, Lookup&, Rows& rows) {
    const auto& registered = subject.registered();
    for (const Entry& entry : entries_of(subject)) {
        if (!subject.question.covers(entry.on)) continue;
        rows.push_back(row_of(entry.on, entry.what, entry.kind, entry.fee, registered.program,
                              subject.id, registered.holder, registered.organization,
                              registered.order, entry.cycle, entry.discount, entry.method,
                              entry.assessed, entry.paid, entry.refunded, entry.waived,
                              entry.receivable, entry.currency(), entry.due_on, entry.seq));
    }
    return {};
}

}  // namespace

Report finance_report() {
    using enum CellType;
    return {"finance",
            "Fees",
            "Every fee as it was assessed, paid, refunded and waived. `receivable` stands in the "
            "row of the last assessment: what of it is still open on the day asked about.",
            {{"on", date, "effective day"},
             {"entry", text, "assessed, paid, refunded or waived", Total::count},
             {"kind", text, "of the fee", Total::count},
             {"fee", text, "id of the fee"},
             {"program", text, "id of the program"},
             {"credential", text, "id of the credential"},
             {"holder", text, "id of the person"},
             {"organization", text, "id of the employer or sponsor"},
             {"order", text, "of the registration"},
             {"cycle", integer, "that the fee is for, where that is said"},
             {"discount", text, "that the assessment names", Total::count},
             {"method", text, "of the payment"},
             {"assessed", money, "amount, where one was stated", Total::sum},
             {"paid", money, "amount", Total::sum},
             {"refunded", money, "amount", Total::sum},
             {"waived", money, "what the fee was assessed at", Total::sum},
             {"receivable", money, "assessed less what was paid of it, net", Total::sum},
             {"currency", text, "ISO 4217"},
             {"due_on", date, "by when"},
             {"seq", integer, "entry of the ledger"}},
            {"program", "organization", "holder", "credential", "from", "to"},
            Readers::those_of_some,
            &each<take>};
}

}  // namespace recert::projections
