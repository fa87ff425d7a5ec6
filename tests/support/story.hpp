// given / when / then for credentials: a program, a holder and a credential's facts, told in words
// and folded without a ledger. Every fact goes through decide, as in the service.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/decide.hpp"
#include "events/codec.hpp"
#include "projections/built_in.hpp"
#include "projections/standing.hpp"

namespace recert::testing {

class Story {
  public:
    explicit Story(events::Json published = built_in("cptm"),
                   events::Json holder = events::Json::object());
    // A program whose path is the exam alone.
    static events::Json with_rules(const std::string& rules);

    static events::Json built_in(const std::string& program);

    events::Date today;

    // One fact of the program's, the holder's or the credential's stream; answers the types of all
    // events that were appended, or the refusal.
    Result<std::vector<std::string>> program(const std::string& type, const std::string& at,
                                             events::Json data);
    Result<std::vector<std::string>> tell(const std::string& type, const std::string& at,
                                          events::Json data, const std::string& actor = "staff:s");

    // What is appended when the service decides again about the credential, on `today`.
    std::vector<std::string> again();

    // A CPTM candidate with a practicum from 2020-03-02 to 2020-03-06, registered 2020-01-10; then
    // all steps, the exam passed on `passed`.
    void registered();
    void awarded(const std::string& passed = "2020-03-06");
    // Where the path is the exam alone.
    void certified(const std::string& passed);
    // Facts that must be taken.
    std::vector<std::string> log(const std::string& activity, const std::string& on,
                                 const events::Json& credit,
                                 events::Json more = events::Json::object());
    std::vector<std::string> pay(const std::string& on, std::int64_t amount = 19900,
                                 const std::string& kind = "renewal");

    events::Json standing(const std::string& as_of) const;
    const projections::CredentialRecord& record() const { return *record_; }
    projections::Context context() const { return {program_, holder_, nullptr}; }
    Seq last() const { return {next_.value - 1}; }

  private:
    std::shared_ptr<projections::Program> program_ = std::make_shared<projections::Program>();
    std::shared_ptr<projections::HolderRecord> holder_ =
        std::make_shared<projections::HolderRecord>();
    std::shared_ptr<projections::CredentialRecord> record_ =
        std::make_shared<projections::CredentialRecord>();
    Seq next_{};
};

// An element of an array by one of its fields; null when there is none.
events::Json find(const events::Json& list, const std::string& key, const events::Json& value);

}  // namespace recert::testing
