#include "http/metrics.hpp"

#include "http/traffic.hpp"
#include "metrics/exposition.hpp"
#include "metrics/process.hpp"
#include "service/notices.hpp"

namespace recert::http {

namespace {

using metrics::kNanosecondsPerSecond;

void expose(metrics::Exposition& out, const service::Vitals& vitals) {
    out.histogram("recert_append_duration_seconds",
                  "From an append's place in the queue to its answer, durable.",
                  vitals.append_nanoseconds, kNanosecondsPerSecond);
    out.histogram("recert_group_events", "Events that one synced write made durable.",
                  vitals.group_events);
    out.histogram("recert_sync_duration_seconds", "One synced write of a group.",
                  vitals.sync_nanoseconds, kNanosecondsPerSecond);
    out.gauge("recert_queue_commands", "Appends that wait to be decided.");
    out.sample(vitals.queue_commands);
    out.gauge("recert_queue_commands_limit", "Beyond it appends are refused as overloaded.");
    out.sample(vitals.queue_commands_max);
    out.gauge("recert_ledger_events", "Events in the ledger, all durable.");
    out.sample(vitals.events);
    if (vitals.disk) {
        out.gauge("recert_disk_free_bytes", "What the disk of the ledger has left.");
        out.sample(vitals.disk->free_bytes);
        out.gauge("recert_disk_reserve_bytes", "With less than it left, appends are refused.");
        out.sample(vitals.disk->reserve_bytes);
    }
    out.gauge("recert_projection_events", "Events of the ledger that a projection knows.");
    for (const auto& each : vitals.projections)
        out.sample(each.events, {{"projection", each.name}});
}

void expose(metrics::Exposition& out, const service::NoticeCounts& counts) {
    out.counter("recert_reminders_total",
                "Attempts at mails with reminders since the start, by what became of them.");
    out.sample(counts.taken, {{"outcome", "taken"}});
    out.sample(counts.put_off, {{"outcome", "put-off"}});
    out.sample(counts.refused, {{"outcome", "refused"}});
    out.sample(counts.unknown, {{"outcome", "unknown"}});
    out.sample(counts.unreached, {{"outcome", "unreached"}});
}

}  // namespace

Result<Response> metrics_page(const Call& call) {
    metrics::Exposition out;
    out.gauge("recert_ready", "Whether appends are taken: 1, or 0; /readyz tells why not.");
    out.sample(call.app.service->ready() ? 1 : 0);
    expose(out, call.app.service->vitals());
    expose(out, call.app.service->notices().counts());
    call.app.traffic->expose(out);
    metrics::expose_process(out);
    Response response{.content_type = kPrometheus, .body = out.take()};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace recert::http
