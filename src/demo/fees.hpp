// Fees: what staff assess and somebody pays. The amounts are the demo's own, each case another:
// CPTM's rules state none, and no price list is invented.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "demo/credential.hpp"

namespace recert::demo {

constexpr std::int64_t kPriceStepCents = 5'00;  // prices are multiples of it

struct Charge {
    std::string kind;
    std::int64_t cents;
    std::optional<std::string> fee{};  // its id, once it is assessed
    std::optional<std::int64_t> cycle{};
    std::optional<std::string> discount{};
};

void assess(Credential& c, Charge& charge, std::string fee, std::optional<Date> due_on = {});
void pay(Credential& c, const Charge& charge, Scribe::Heard heard = {});
void refund(Credential& c, const Charge& charge, int percent, std::string reason);
void waive(Credential& c, const Charge& charge, std::string reason);

// Assessed at once, paid now or on an invoice.
Charge charge_registration(Credential& c, const std::string& discount);
// The fee that followed a change of practicum, still without an amount.
void charge_class_change(Credential& c, const std::string& fee);

}  // namespace recert::demo
