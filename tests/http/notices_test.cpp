#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using Catch::Contains;
using events::Json;

namespace {

Response stranger(FakeService& service, Method method, const std::string& media = "") {
    return ask(service, {.method = method,
                         .target = "/reminders/stop/" + std::string(kStopSecret),
                         .body = media.empty() ? "" : "List-Unsubscribe=One-Click",
                         .headers = {.content_type = media}});
}

}  // namespace

TEST_CASE("opening the address in a reminder shows a button, and changes nothing", "[http]") {
    FakeService service;
    const Response page = stranger(service, Method::get);
    CHECK(page.status == 200);
    CHECK_THAT(page.body, Contains("<form method=\"post\">") && Contains("<button>"));
    CHECK(page.header("Cache-Control") == "no-store");
    CHECK(service.its_notices->stops == 0);
}

TEST_CASE("a post to it ends the reminders, by the button or by a mail program's", "[http]") {
    FakeService service;
    int stops = 0;
    for (const char* media :
         {"application/x-www-form-urlencoded", "multipart/form-data; boundary=b"}) {
        const Response page = stranger(service, Method::post, media);
        CHECK(page.status == 200);
        CHECK_THAT(page.body, Contains("no more reminders"));
        CHECK(page.header("Set-Cookie").empty());
        CHECK(service.its_notices->stops == ++stops);
    }
    CHECK(stranger(service, Method::post, "text/plain").status == 415);
    CHECK(service.its_notices->stops == stops);
}

TEST_CASE("an address that is none of ours is not found", "[http]") {
    FakeService service;
    CHECK(ask(service, {.target = "/reminders/stop/other", .headers = {}}).status == 404);
    CHECK(ask(service, {.method = Method::post,
                        .target = "/reminders/stop/other",
                        .headers = {.content_type = "application/x-www-form-urlencoded"}})
              .status == 404);
    CHECK(service.its_notices->stops == 0);
}

TEST_CASE("staff read of the mails that did not go well, holders do not", "[http]") {
    FakeService service;
    service.its_notices->page.items = {{{"holder", "ada"}, {"state", "unknown"}}};
    service.its_notices->page.next = "more";
    service.role = service::Role::staff;
    const Response list = get(service, "/v1/notices?limit=7");
    CHECK(list.status == 200);
    CHECK(json_of(list)["items"][0]["state"] == "unknown");
    CHECK(json_of(list)["next"] == "more");
    CHECK(service.its_notices->paging.limit == 7);
    service.role = service::Role::holder;
    CHECK(get(service, "/v1/notices").status == 403);
}

TEST_CASE("mails are counted by what became of them", "[http][metrics]") {
    FakeService service;
    service.its_notices->counted = {.taken = 5, .put_off = 4, .refused = 3, .unknown = 2};
    const std::string text = ask(service, {.target = "/metrics", .is_local = true}).body;
    for (const char* line : {"recert_reminders_total{outcome=\"taken\"} 5\n",
                             "recert_reminders_total{outcome=\"put-off\"} 4\n",
                             "recert_reminders_total{outcome=\"refused\"} 3\n",
                             "recert_reminders_total{outcome=\"unknown\"} 2\n"})
        CHECK_THAT(text, Contains(line));
}
