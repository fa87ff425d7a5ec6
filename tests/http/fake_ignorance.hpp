// Parts of a service that know nothing of what they are asked: what a test gets that is about
// something else.
#pragma once

#include "service/badges.hpp"
#include "service/calendars.hpp"
#include "service/reports.hpp"
#include "service/verifications.hpp"

namespace recert::http::test {

inline tl::unexpected<Error> unheard_of() {
    return fail(ErrorCode::not_found, "nothing is known of it here");
}

class NoBadges final : public service::Badges {
  public:
    Result<projections::Badge> badge(const service::BadgeQuery&,
                                     const service::Principal&) const override {
        return unheard_of();
    }
    Result<service::MarkedBadges> marked(Seq, Seq) const override { return unheard_of(); }
    const service::BadgeKeys& keys() const override { return keys_; }
    const std::string& log_name() const override { return name_; }

  private:
    service::BadgeKeys keys_{};
    std::string name_ = "test";
};

class NoCalendars final : public service::Calendars {
  public:
    Result<events::Json> of_credential(const std::string&, const service::When&,
                                       const service::Principal&) const override {
        return unheard_of();
    }
    Result<std::string> make_address(const service::Principal&, const std::string&) override {
        return unheard_of();
    }
    Status end_address(const service::Principal&, const std::string&) override {
        return unheard_of();
    }
    Result<events::Json> at_address(std::string_view) const override { return unheard_of(); }
};

class NoVerifications final : public service::Verifications {
  public:
    Result<events::Json> verify(const service::VerificationQuery&) const override {
        return unheard_of();
    }
    Result<Seq> decision(const service::DecisionQuery&) const override { return unheard_of(); }
    Result<std::string> entry(Seq) const override { return unheard_of(); }
    Result<service::Receipt> receipt(Seq) const override { return unheard_of(); }
};

class NoReports final : public service::Reports {
  public:
    events::Json list(const service::Principal&) const override { return events::Json::array(); }
    Result<std::unique_ptr<service::ReportRows>> begin(const service::ReportQuery&,
                                                       const service::Principal&) const override {
        return unheard_of();
    }
};

}  // namespace recert::http::test
