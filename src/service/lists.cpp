#include "service/lists.hpp"

#include "service/access.hpp"
#include "service/history.hpp"

namespace recert::service {
namespace {

using events::Json;
using events::StreamKind;
using events::StreamName;

std::vector<std::string_view> short_members(StreamKind kind) {
    switch (kind) {
        case StreamKind::program:
            return {"name", "issuer", "url", "timezone"};
        case StreamKind::organization:
            return {"name", "kind"};
        case StreamKind::holder:
            return {"name"};
        case StreamKind::credential:
            break;
    }
    return {};
}

Json short_form(const Json& state, StreamKind kind) {
    Json item = {{"id", state["id"]}, {"version", state["version"]}};
    for (const std::string_view member : short_members(kind))
        if (const auto found = state.find(member); found != state.end())
            item[std::string(member)] = *found;
    if (kind == StreamKind::program) item["rules_version"] = state["versions"].back()["version"];
    return item;
}

// All that a reader may know of begin with it, and perhaps others.
std::string prefix_for(StreamKind kind, const Principal& who) {
    const bool is_one = who.role == Role::holder || who.role == Role::sponsor;
    const bool own_only = is_one && kind != StreamKind::program;
    return StreamName{kind, own_only ? who.subject : std::string()}.text();
}

}  // namespace

Result<Page> stream_page(const Reading& reading, const Listing& listing, std::size_t limit,
                         const Principal& who) {
    const When when{events::format_date(listing.as_of), std::to_string(listing.known->value)};
    Page page;
    Status outcome;
    std::string last;
    std::size_t visited = 0;
    const auto take = [&](std::string_view text) {
        if (text == listing.position) return true;
        if (page.items.size() >= limit || visited >= kStreamsVisitedMax) {
            page.next = cursor_at(listing, last);
            return false;
        }
        ++visited;
        last = text;
        const auto name = events::parse_stream_name(text);
        if (!name) {
            outcome = fail(ErrorCode::corrupt, "not the name of a stream: " + last);
            return false;
        }
        const auto state = state_of(reading, *name, when, who);
        if (state) page.items.push_back(short_form(state->body, listing.kind));
        if (!state && state.error().code != ErrorCode::not_found)
            outcome = tl::unexpected(state.error());
        return outcome.has_value();
    };
    RECERT_TRY(reading.reader.visit_streams(prefix_for(listing.kind, who), listing.position, take));
    RECERT_TRY(outcome);
    return page;
}

Result<Page> list_page(const Reading& reading, const ListQuery& query, const Principal& who) {
    if (query.paging.limit == 0 || query.paging.limit > kPageItemsMax)
        return fail(ErrorCode::bad_parameter, "1 to " + std::to_string(kPageItemsMax), "limit");
    RECERT_TRY(may_use(who, Right::read, query.kind));
    const auto listing = begin_list(reading, query, who);
    if (!listing) return tl::unexpected(listing.error());
    auto says = about(reading, *listing);
    if (!says) return tl::unexpected(says.error());
    Result<Page> page = Page{};
    if (listing->known && may_list_any(who, query.kind))
        page = query.kind == StreamKind::credential
                   ? credential_page(reading, *listing, query.paging.limit, who)
                   : stream_page(reading, *listing, query.paging.limit, who);
    if (page) page->about = std::move(*says);
    return page;
}

}  // namespace recert::service
