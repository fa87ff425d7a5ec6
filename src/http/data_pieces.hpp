// The files of a person's data export, piece by piece. One thread; next() blocks.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "result.hpp"
#include "service/service.hpp"

namespace recert::http {

// Pieces of one file follow one another.
struct DataPiece {
    std::string file;
    std::string bytes;
};

class DataPieces {
  public:
    // What is about the person, as `reader` may see it. Errors: not-found, forbidden.
    static Result<DataPieces> begin(service::Service& service, std::string holder,
                                    service::Principal reader);

    // Some pieces; none: that was all.
    Result<std::vector<DataPiece>> next();

  private:
    using Pieces = Result<std::vector<DataPiece>>;
    using Stage = Pieces (DataPieces::*)();  // no pieces: it is done
    using Items = Result<std::vector<events::Json>>;
    static const std::vector<Stage> kStages;

    DataPieces(service::Service& service, std::string holder, service::Principal reader)
        : service_(&service), holder_(std::move(holder)), reader_(std::move(reader)) {}

    Status add_state(const events::StreamName& stream);
    Status add_credentials();
    Items next_events();    // of all streams, one after the other; none: that was all
    Items next_accesses();  // as long
    Pieces proof_of(const events::Json& event) const;

    Pieces page_head();
    Pieces page_events();
    Pieces page_accesses();
    Pieces page_end();
    Pieces states();
    Pieces event_lines();
    Pieces access_lines();
    Pieces proofs();
    Pieces evidence();
    Pieces log();

    service::Service* service_;
    std::string holder_;
    service::Principal reader_;
    std::vector<events::StreamName> streams_{};  // the holder's first, then their credentials'
    std::vector<events::Json> states_{};         // of each
    std::size_t stage_ = 0;
    bool is_begun_ = false;  // the stage
    std::size_t stream_ = 0;
    std::optional<std::string> cursor_{};
    std::set<std::string> named_{};  // evidence that the events name and that is not written yet
};

}  // namespace recert::http
