// Notices that know one address, and note what they were asked.
#pragma once

#include <optional>
#include <string>

#include "service/notices.hpp"

namespace recert::http::test {

inline constexpr std::string_view kStopSecret = "stop-secret";

class FakeNotices final : public service::Notices {
  public:
    service::Page page;
    service::NoticeCounts counted;
    mutable service::Paging paging;
    int stops = 0;

    Result<service::Page> mails(const service::Paging& asked,
                                const service::Principal&) const override {
        paging = asked;
        return page;
    }
    service::NoticeCounts counts() const override { return counted; }
    Status check_stop(std::string_view secret) const override {
        if (secret == kStopSecret) return {};
        return fail(ErrorCode::not_found, "there is no such address");
    }
    Status stop(std::string_view secret) override {
        RECERT_TRY(check_stop(secret));
        ++stops;
        return {};
    }
};

}  // namespace recert::http::test
