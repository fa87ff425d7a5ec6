#include "projections/register.hpp"

#include "projections/standing.hpp"

namespace recert::projections {

events::Json register_row(const CredentialRecord& record, const Context& context) {
    using events::Json;
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    const auto& awarded = record.all<events::CredentialAwarded>();
    const auto cycles = decided_cycles(record, *context.program);
    Json line = Json::array();
    for (const auto& [day, status] : timeline(record, context))
        line.push_back({events::format_date(day), events::name_of(status)});
    Json row = {{"program", registered.program.text},
                {"holder", registered.holder.text},
                {"timeline", std::move(line)}};
    if (registered.organization) row["organization"] = registered.organization->text;
    if (!awarded.empty() && awarded.back().data.number) row["number"] = *awarded.back().data.number;
    if (!cycles.empty()) row["valid_until"] = events::format_date(cycles.back().ends_on);
    return row;
}

}  // namespace recert::projections
