#include "tools/what_if.hpp"

namespace recert::tools {
namespace {

using events::Json;

constexpr long kOk = 200;
constexpr auto kItemsAPage = "1000";

tl::unexpected<Error> not_understood() {
    return fail(ErrorCode::malformed, "the answer is not that of a what-if");
}

Result<Json> page_of(Server& server, const std::string& path, const Json& body) {
    const auto response = server.post(path, body);
    if (!response) return tl::unexpected<Error>(response.error());
    auto answer = events::parse(response->body);
    if (!answer || !answer->is_object()) return not_understood();
    if (response->status != kOk)
        return fail(ErrorCode::malformed,
                    std::to_string(response->status) + " " + answer->value("detail", ""),
                    answer->value("pointer", ""));
    if (!answer->contains("items") || !answer->contains("totals") || !answer->contains("next"))
        return not_understood();
    return std::move(*answer);
}

void add(WhatIfTotals& totals, const Json& page) {
    const Json& these = page["totals"];
    totals.judged += these.value("judged", std::uint64_t{});
    totals.differ += these.value("differ", std::uint64_t{});
    for (const Json& change : these.value("changes", Json::array()))
        totals.changes[{change.value("from", ""), change.value("to", "")}] +=
            change.value("count", std::uint64_t{});
}

}  // namespace

Result<WhatIfTotals> ask_what_if(Server& server, const WhatIfQuestion& question,
                                 const WhatIfVisitor& visitor) {
    const Json body = {{"rules", question.rules}};
    std::string path = "/v1/programs/" + question.program + "/what-if?limit=" + kItemsAPage;
    if (question.as_of) path += "&as_of=" + *question.as_of;
    WhatIfTotals totals;
    for (std::string cursor;;) {
        std::string target = path;
        if (!cursor.empty()) target.append("&cursor=").append(cursor);
        const auto page = page_of(server, target, body);
        if (!page) return tl::unexpected<Error>(page.error());
        add(totals, *page);
        for (const Json& item : (*page)["items"]) visitor.take(item);
        visitor.progress(totals);
        const Json& next = (*page)["next"];
        if (!next.is_string()) return totals;
        if (next == cursor) return not_understood();  // it would never end
        cursor = next.get<std::string>();
    }
}

}  // namespace recert::tools
