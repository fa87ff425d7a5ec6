#include "documents/wording.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using namespace recert::documents;
using events::Json;
using projections::CredentialStatus;

TEST_CASE("amounts of money have the digits of their currency", "[documents]") {
    const auto words = [](std::int64_t amount, const char* currency) {
        return money_words({{"amount", amount}, {"currency", currency}});
    };
    CHECK(words(19900, "USD") == "199.00 USD");
    CHECK(words(5, "EUR") == "0.05 EUR");
    CHECK(words(-1250, "USD") == "−12.50 USD");
    CHECK(words(19900, "JPY") == "19900 JPY");
    CHECK(words(1500, "KWD") == "1.500 KWD");
    CHECK(words(0, "USD") == "0.00 USD");
    CHECK(money_words(nullptr) == "–");
}

TEST_CASE("codes, dates and credit are put into words", "[documents]") {
    CHECK(code_words("renewal-fee") == "Renewal fee");
    CHECK(code_words("education.power-skills") == "Education, power skills");
    CHECK(code_words("") == "");
    CHECK(capital("ärger") == "ärger");
    CHECK(date_words("2026-05-07") == "7 May 2026");
    CHECK(date_words(nullptr) == "–");
    CHECK(amount_of(24.5, "hour") == "24.5 hours");
    CHECK(amount_of(1, "PDU") == "1 PDU");
    CHECK(amount_words(nullptr) == "–");
}

TEST_CASE("only who is in good standing needs no words", "[documents]") {
    CHECK_FALSE(status_words(CredentialStatus::active));
    for (const auto status :
         {CredentialStatus::grace, CredentialStatus::suspended, CredentialStatus::lapsed,
          CredentialStatus::revoked, CredentialStatus::surrendered, CredentialStatus::retired,
          CredentialStatus::emeritus, CredentialStatus::inactive, CredentialStatus::deceased})
        CHECK(status_words(status));
}
