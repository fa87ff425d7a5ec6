// The credential projection, `register`: how a credential stood, as known after each of its events
// that changed it, so that lists of any day, as known at any point, need no replay. And which
// credential has a number.
//
// Rows live in the ledger's views under `register` ‖ 0x00 ‖ build (uint32) ‖
//   'c' ‖ credential ‖ 0x00 ‖ seq (uint64)  -> canonical JSON of projections::register_row
//   'n' ‖ number                            -> credential
//   notes by which lists find credentials (register_index.hpp)
//   what is noted of people (people.hpp)
//   what status lists say of badges (badge_marks.hpp)
// with integers big-endian. A row is judged in the context as of its seq, so a rebuild gives the
// same bytes. The live build is named by the view `live` ‖ 0x00 ‖ `register` -> build ‖ version
// (uint32 each).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/reader.hpp"
#include "projections/context.hpp"
#include "result.hpp"

namespace recert::views {

inline constexpr std::string_view kRegisterName = "register";

// Of the code that makes the rows: one more whenever the same events give other rows. A ledger
// whose live build is of another version is rebuilt before it is read.
inline constexpr std::uint32_t kRegisterVersion = 5;

struct Build {
    std::uint32_t number = 1;
    std::uint32_t version = kRegisterVersion;
};

// Version 0 where none is named yet.
Result<Build> live_build(const ledger::Reader& reader);
std::string live_build_key();
std::string live_build_value(Build build);

// All that have rows, in order of their numbers.
Result<std::vector<std::uint32_t>> builds_with_rows(const ledger::Reader& reader);

std::string register_prefix(Build build);
std::string credential_prefix(Build build, std::string_view credential);
std::string row_key(Build build, std::string_view credential, Seq seq);
std::string number_key(Build build, std::string_view number);

struct Row {
    Seq judged_at;
    std::string json;
};

// A credential's row as known at an entry; nullopt: there was none yet.
Result<std::optional<Row>> row_at(const ledger::Reader& reader, Build build,
                                  std::string_view credential, Seq known);

// The number an award gives, if the event is one.
const std::string* number_awarded(const events::Event& event);

// Canonical bytes of the row after `record`'s last event.
std::string row_of(const projections::CredentialRecord& record,
                   const projections::Context& context);

// Knows each credential's last row, so that only a changed one is written. One thread's; keeps the
// rows of the credentials it met lately, no more than kRowsRemembered.
class Register {
  public:
    explicit Register(Build build) : build_(build) {}

    Build build() const { return build_; }

    // Empty: the credential has no row yet.
    Result<std::string> last_row(const ledger::Reader& reader, const std::string& credential);
    void remember(const std::string& credential, std::string row);

  private:
    static constexpr std::size_t kRowsRemembered = 65'536;

    Build build_;
    std::unordered_map<std::string, std::string> rows_;
};

}  // namespace recert::views
