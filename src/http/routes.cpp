#include "http/route_tables.hpp"

namespace recert::http {

const std::vector<Route>& routes() {
    static const std::vector<Route> table = [] {
        std::vector<Route> all = stream_routes();  // the hot path comes first
        for (auto part : {program_routes, holder_routes, paper_routes, badge_routes,
                          verification_routes, calendar_routes, report_routes, notice_routes,
                          event_routes, log_routes, schema_routes, token_routes, access_routes,
                          sign_in_routes, operator_routes, service_routes}) {
            std::vector<Route> more = part();
            std::move(more.begin(), more.end(), std::back_inserter(all));
        }
        return all;
    }();
    return table;
}

}  // namespace recert::http
