#include "service/known_rows.hpp"

#include "projections/register.hpp"
#include "service/records.hpp"
#include "service/states.hpp"

namespace recert::service {

using events::Json;
using events::StreamKind;

KnownRows::KnownRows(const ledger::Reader& reader, views::Build build, RecordCache& cache,
                     Seq known)
    : reader_(reader), build_(build), cache_(cache), known_(known) {}

Result<std::optional<KnownRow>> KnownRows::of(const std::string& credential,
                                              std::optional<Seq> judged_by) {
    const auto last = views::row_at(reader_, build_, credential, known_);
    if (!last) return tl::unexpected(last.error());
    if (!*last || (judged_by && *judged_by < (*last)->judged_at)) return std::optional<KnownRow>();
    auto row = events::parse((*last)->json);
    if (!row) return fail(ErrorCode::corrupt, "a row of the register cannot be read");
    const auto held = program((*row)["program"].get<std::string>());
    if (!held) return tl::unexpected(held.error());
    if (!projections::may_be_outdated(*row, (*last)->judged_at, **held))
        return KnownRow{std::move(*row), std::nullopt};
    auto anew = judge(credential);
    if (!anew) return tl::unexpected(anew.error());
    return KnownRow{std::move(*anew), std::move(*row)};
}

Result<std::shared_ptr<const projections::Program>> KnownRows::program(const std::string& id) {
    const auto found = programs_.find(id);
    if (found != programs_.end()) return found->second;
    const events::StreamName name{StreamKind::program, id};
    const auto version = version_at(reader_, name, known_);
    if (!version) return tl::unexpected(version.error());
    const auto head = reader_.head(name.text());
    if (!head) return tl::unexpected(head.error());
    const auto held = load(reader_, *version == *head ? cache_ : past_, name, *version);
    if (!held) return tl::unexpected(held.error());
    past_.keep(name.text(), *held);
    auto program = std::get<std::shared_ptr<const projections::Program>>(*held);
    programs_.emplace(id, program);
    return program;
}

Result<Json> KnownRows::judge(const std::string& credential) {
    const auto held = load_at(reader_, cache_, {StreamKind::credential, credential}, known_);
    if (!held) return tl::unexpected(held.error());
    const auto& record = *std::get<std::shared_ptr<const projections::CredentialRecord>>(*held);
    const auto context = context_at(reader_, past_, registration(record), known_);
    if (!context) return tl::unexpected(context.error());
    return projections::register_row(record, *context);
}

}  // namespace recert::service
