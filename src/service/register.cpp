#include "service/register.hpp"

#include "events/json.hpp"
#include "projections/register.hpp"
#include "service/big_endian.hpp"

namespace recert::service {
namespace {

constexpr std::string_view kName = "register";

}  // namespace

std::string live_build_key() { return std::string("live") + '\0' + std::string(kName); }

std::string live_build_value(Build build) {
    std::string out;
    append_big_endian(out, build.number);
    return out;
}

Result<Build> live_build(const ledger::Reader& reader) {
    const auto value = reader.view(live_build_key());
    if (!value) return tl::unexpected(value.error());
    if (!*value) return Build{};
    if ((*value)->size() != sizeof(Build::number))
        return fail(ErrorCode::corrupt, "the live build of the register is not named");
    return Build{from_big_endian<std::uint32_t>(**value)};
}

std::string register_prefix(Build build) {
    std::string out = std::string(kName) + '\0';
    append_big_endian(out, build.number);
    return out;
}

std::string credential_prefix(Build build, std::string_view credential) {
    return register_prefix(build).append(1, 'c').append(credential).append(1, '\0');
}

std::string row_key(Build build, std::string_view credential, Seq seq) {
    std::string out = credential_prefix(build, credential);
    append_big_endian(out, seq.value);
    return out;
}

std::string number_key(Build build, std::string_view number) {
    return register_prefix(build).append(1, 'n').append(number);
}

const std::string* number_awarded(const events::Event& event) {
    const auto* of_credential = std::get_if<events::CredentialEvent>(&event);
    if (of_credential == nullptr) return nullptr;
    const auto* awarded = std::get_if<events::CredentialAwarded>(of_credential);
    return awarded != nullptr && awarded->number ? &*awarded->number : nullptr;
}

std::string row_of(const projections::CredentialRecord& record,
                   const projections::Context& context) {
    return events::canonical(projections::register_row(record, context));
}

Result<std::string> Register::last_row(const ledger::Reader& reader,
                                       const std::string& credential) {
    if (const auto found = rows_.find(credential); found != rows_.end()) return found->second;
    std::string last;
    RECERT_TRY(reader.visit_views(credential_prefix(build_, credential), {},
                                  [&](std::string_view, std::string_view value) {
                                      last = value;
                                      return true;
                                  }));
    return last;
}

void Register::remember(const std::string& credential, std::string row) {
    if (rows_.size() >= kRowsRemembered) rows_.clear();
    rows_.insert_or_assign(credential, std::move(row));
}

}  // namespace recert::service
