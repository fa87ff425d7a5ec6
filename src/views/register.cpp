#include "views/register.hpp"

#include "events/json.hpp"
#include "projections/register.hpp"
#include "views/big_endian.hpp"

namespace recert::views {

std::string live_build_key() { return std::string("live") + '\0' + std::string(kRegisterName); }

std::string live_build_value(Build build) {
    std::string out;
    append_big_endian(out, build.number);
    append_big_endian(out, build.version);
    return out;
}

Result<Build> live_build(const ledger::Reader& reader) {
    const auto value = reader.view(live_build_key());
    if (!value) return tl::unexpected(value.error());
    if (!*value) return Build{1, 0};
    const std::string_view bytes = **value;
    if (bytes.size() == sizeof(std::uint32_t))  // of a time before there were versions
        return Build{from_big_endian<std::uint32_t>(bytes), 0};
    if (bytes.size() != 2 * sizeof(std::uint32_t))
        return fail(ErrorCode::corrupt, "the live build of the register is not named");
    return Build{from_big_endian<std::uint32_t>(bytes.substr(0, sizeof(std::uint32_t))),
                 from_big_endian<std::uint32_t>(bytes.substr(sizeof(std::uint32_t)))};
}

Result<std::vector<std::uint32_t>> builds_with_rows(const ledger::Reader& reader) {
    const std::string all = std::string(kRegisterName) + '\0';
    std::vector<std::uint32_t> out;
    for (std::string from;; from = register_prefix({out.back() + 1})) {
        const std::size_t before = out.size();
        RECERT_TRY(reader.visit_views(all, from, [&](std::string_view key, std::string_view) {
            out.push_back(
                from_big_endian<std::uint32_t>(key.substr(all.size(), sizeof(std::uint32_t))));
            return false;
        }));
        if (out.size() == before) return out;
    }
}

std::string register_prefix(Build build) {
    std::string out = std::string(kRegisterName) + '\0';
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

}  // namespace recert::views
