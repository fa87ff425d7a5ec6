// A fake service whose ledger grows, and whose events are read as a real one's: after, type,
// known_at and cursor hold. Any thread.
#pragma once

#include <mutex>

#include "http/fake_service.hpp"

namespace recert::http::test {

class GrowingService : public FakeService {
  public:
    std::string padding{};  // of each event; set before it is served

    void grow(std::size_t by, const std::string& type = "holder.updated");
    std::size_t reads() const;  // pages asked for

    Result<service::Page> events(const service::EventsQuery& asked,
                                 const service::Principal& reader) const override;
    std::uint64_t size() const override;
    void on_growth(std::function<void()> grown) override;

  private:
    mutable std::mutex mutex_;
    mutable std::size_t reads_ = 0;
    std::vector<std::string> types_;  // by seq
    std::function<void()> grown_;
};

}  // namespace recert::http::test
