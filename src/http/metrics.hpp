// /metrics: what the service and its door measure of themselves, for Prometheus.
//
// Open to clients on the machine itself, else for who may read the ledger. A scrape reads counters
// and a snapshot; it takes no lock that an append holds for long.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kPrometheus = "text/plain; version=0.0.4; charset=utf-8";

Result<Response> metrics_page(const Call& call);

}  // namespace recert::http
