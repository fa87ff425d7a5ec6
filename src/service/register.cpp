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

Result<std::optional<Row>> row_at(const ledger::Reader& reader, Build build,
                                  std::string_view credential, Seq known) {
    const std::string prefix = credential_prefix(build, credential);
    auto found = reader.last_view(prefix, row_key(build, credential, known));
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::optional<Row>();
    const auto seq = std::string_view((*found)->first).substr(prefix.size());
    return Row{{from_big_endian<std::uint64_t>(seq)}, std::move((*found)->second)};
}

Result<std::string> Register::last_row(const ledger::Reader& reader,
                                       const std::string& credential) {
    if (const auto found = rows_.find(credential); found != rows_.end()) return found->second;
    auto row = row_at(reader, build_, credential, {UINT64_MAX});
    if (!row) return tl::unexpected(row.error());
    return *row ? std::move((*row)->json) : std::string();
}

void Register::remember(const std::string& credential, std::string row) {
    if (rows_.size() >= kRowsRemembered) rows_.clear();
    rows_.insert_or_assign(credential, std::move(row));
}

}  // namespace recert::service
