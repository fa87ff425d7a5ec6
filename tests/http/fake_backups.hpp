// Backups that are told what to answer.
#pragma once

#include <optional>

#include "service/backups.hpp"

namespace recert::http::test {

class FakeBackups final : public service::Backups {
  public:
    std::optional<Error> failure{};  // of all that is asked, if set
    int begun = 0;

    Result<events::Json> begin(const service::Principal&) override {
        if (failure) return tl::unexpected(*failure);
        ++begun;
        return events::Json{{"state", "running"}, {"began_at", "2026-01-02T03:04:05.000Z"}};
    }
    Result<service::Page> list(const service::Principal&) const override {
        if (failure) return tl::unexpected(*failure);
        service::Page page;
        page.items.push_back(events::Json::object({{"number", 1}}));
        page.about["state"] = "idle";
        return page;
    }
};

}  // namespace recert::http::test
