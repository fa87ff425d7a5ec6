#include "projections/reports/report_tables.hpp"

namespace recert::projections {

using events::Json;

namespace {

Cell cell_in(const Json& envelope, const char* member) {
    const auto found = envelope.find(member);
    if (found == envelope.end() || found->is_null()) return {};
    if (found->is_number_integer()) return found->get<std::int64_t>();
    return found->get<std::string>();
}

}  // namespace

Row entry_row(const Json& envelope, std::string_view leaf_hash) {
    const std::string actor = envelope.value("actor", "");
    return row_of(cell_in(envelope, "seq"), cell_in(envelope, "id"), cell_in(envelope, "stream"),
                  cell_in(envelope, "version"), cell_in(envelope, "type"),
                  cell_in(envelope, "schema"), cell_in(envelope, "occurred_at"),
                  events::parse_date(envelope.value("on", "")),
                  events::parse_instant(envelope.value("recorded_at", "")), actor,
                  actor.substr(0, actor.find(':')), cell_in(envelope, "cause"),
                  cell_in(envelope, "key"), leaf_hash);
}

Report events_report() {
    using enum CellType;
    return {"events",
            "Extract of the ledger",
            "Every entry, without what it says. `from` and `to` are effective days.",
            {{"seq", integer, "place in the ledger"},
             {"id", text, "of the event"},
             {"stream", text, "what it is about"},
             {"version", integer, "place in the stream"},
             {"type", text, "of the event", Total::count},
             {"schema", integer, "version of the type's data"},
             {"occurred_at", text, "as the client gave it"},
             {"on", date, "effective day"},
             {"recorded_at", instant, "when the ledger took it"},
             {"actor", text, "who appended it"},
             {"source", text, "the actor's kind", Total::count},
             {"cause", integer, "entry that a decision follows from"},
             {"key", text, "the client's, of an idempotent append"},
             {"leaf_hash", text, "of the entry, in the log's tree"}},
            {"stream", "type", "from", "to"},
            Readers::those_of_all,
            nullptr};
}

}  // namespace recert::projections
