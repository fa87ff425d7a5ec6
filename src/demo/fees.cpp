#include "demo/fees.hpp"

#include <array>

namespace recert::demo {
namespace {

constexpr std::array kMethods = {"card", "card", "invoice", "transfer"};

Json about(const Charge& charge) {
    Json data{{"kind", charge.kind}};
    if (charge.fee) data["fee"] = *charge.fee;
    if (charge.cycle) data["cycle"] = *charge.cycle;
    return data;
}

}  // namespace

void assess(Credential& c, Charge& charge, std::string fee, std::optional<Date> due_on) {
    charge.fee = std::move(fee);
    Json data = about(charge);
    data["money"] = usd(charge.cents);
    if (due_on) data["due_on"] = on_day(*due_on);
    if (charge.discount) data["discount"] = *charge.discount;
    c.tell(staff("finn"), draft("fee.assessed", std::move(data)));
}

void pay(Credential& c, const Charge& charge, Scribe::Heard heard) {
    Json data = about(charge);
    data["money"] = usd(charge.cents);
    data["method"] = c.dice.pick(kMethods);
    if (c.dice.chance(50))
        data["reference"] = "INV-" + std::to_string(c.dice.between(10'000, 99'999));
    c.tell(shop(), draft("fee.paid", std::move(data)), std::move(heard));
}

void refund(Credential& c, const Charge& charge, int percent, std::string reason) {
    Json data = about(charge);
    data["money"] = usd(charge.cents * percent / 100);
    data["reason"] = std::move(reason);
    c.tell(staff("finn"), draft("fee.refunded", std::move(data)));
}

void waive(Credential& c, const Charge& charge, std::string reason) {
    Json data = about(charge);
    data["reason"] = std::move(reason);
    c.tell(staff("finn"), draft("fee.waived", std::move(data)));
}

Charge charge_registration(Credential& c, const std::string& discount) {
    Charge charge{"registration", c.dice.between(380, 720) * kPriceStepCents};
    if (!discount.empty()) {
        charge.cents = charge.cents * c.dice.between(80, 95) / 100;
        charge.discount = discount;
    }
    assess(c, charge, "registration");
    if (c.dice.chance(65))
        pay(c, charge);
    else
        c.later(c.today() + days{c.dice.between(5, 30)}, Half::morning,
                [&c, charge] { pay(c, charge); });
    return charge;
}

void charge_class_change(Credential& c, const std::string& fee) {
    c.later(c.today() + days{c.dice.between(1, 4)}, Half::morning, [&c, fee] {
        Charge charge{"class-change", c.dice.between(20, 60) * kPriceStepCents, fee};
        if (c.dice.chance(30)) return waive(c, charge, "An emergency, told in time.");
        assess(c, charge, fee, c.today() + days{30});
        c.later(c.today() + days{c.dice.between(1, 20)}, Half::evening,
                [&c, charge] { pay(c, charge); });
    });
}

}  // namespace recert::demo
