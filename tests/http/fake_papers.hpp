// Papers of Ada's, whoever asks; notes what it was asked.
#pragma once

#include <optional>

#include "service/papers.hpp"

namespace recert::http::test {

class FakePapers final : public service::Papers {
  public:
    std::optional<Error> failure;  // of all that is asked, if set
    mutable service::PaperQuery asked{};

    Result<service::Certificate> certificate(const service::PaperQuery& query,
                                             const service::Principal& reader) const override;
    Result<service::State> transcript(const service::PaperQuery& query,
                                      const service::Principal& reader) const override;
};

}  // namespace recert::http::test
