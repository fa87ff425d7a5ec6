// Papers over a ledger, each read noted. The contract is that of Papers (papers.hpp).
#pragma once

#include "service/accesses.hpp"
#include "service/decider.hpp"
#include "service/papers.hpp"
#include "service/states.hpp"

namespace recert::service {

class IssuingPapers final : public Papers {
  public:
    // What is given outlives it.
    IssuingPapers(const Surroundings& surroundings, Accesses& accesses)
        : surroundings_(surroundings), accesses_(accesses) {}

    Result<Certificate> certificate(const PaperQuery& query,
                                    const Principal& reader) const override;
    Result<State> transcript(const PaperQuery& query, const Principal& reader) const override;

  private:
    template <class Question>
    auto noted(const PaperQuery& query, const Principal& reader, std::string_view paper,
               Question question) const -> decltype(question(std::declval<const Reading&>()));

    const Surroundings surroundings_;
    Accesses& accesses_;
};

}  // namespace recert::service
