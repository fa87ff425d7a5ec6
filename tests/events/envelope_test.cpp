#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "events/mapping.hpp"
#include "samples.hpp"

namespace recert::events {
namespace {

Recorded small() {
    auto recorded = samples::recorded(samples::event_of(samples::of("module.completed")));
    recorded.envelope.reported_on.reset();
    recorded.envelope.cause.reset();
    recorded.envelope.key.reset();
    return recorded;
}

void check_same(const Envelope& a, const Envelope& b) {
    CHECK(a.seq == b.seq);
    CHECK(a.id == b.id);
    CHECK(a.stream == b.stream);
    CHECK(a.version == b.version);
    CHECK(a.occurred_at == b.occurred_at);
    CHECK(a.on == b.on);
    CHECK(a.reported_on == b.reported_on);
    CHECK(a.recorded_at == b.recorded_at);
    CHECK(a.actor == b.actor);
    CHECK(a.cause == b.cause);
    CHECK(a.key == b.key);
    CHECK(a.salt == b.salt);
}

void check_corrupt(std::string_view bytes) {
    INFO(bytes.substr(0, 300));
    const auto recorded = decode(bytes);
    REQUIRE_FALSE(recorded);
    CHECK(recorded.error().code == ErrorCode::corrupt);
    CHECK_FALSE(recorded.error().message.empty());
}

// An entry of module.completed with this merged into it (null takes a field out).
std::string changed(const Json& change) {
    Json entry = parse(encode(small()).value()).value();
    entry.merge_patch(change);
    return canonical(entry);
}

// A program.published whose entry takes this many bytes.
Recorded of_size(std::size_t size) {
    auto recorded = samples::recorded(samples::event_of(samples::of("program.published")));
    auto& rules = std::get<ProgramPublished>(std::get<ProgramEvent>(recorded.event)).rules;
    rules["note"] = "";
    rules["note"] = std::string(size - encode(recorded).value().size(), 'x');
    return recorded;
}

TEST_CASE("an entry is one canonical object of envelope and data", "[events]") {
    CHECK(encode(samples::recorded(samples::event_of(samples::of("module.completed")))).value() ==
          R"({"actor":"staff:grace","cause":40,"data":{"minutes_spent":95,"module":10},)"
          R"("id":"0196a0f2-5e00-7000-8000-000000000029","key":"key \"1\"",)"
          R"("occurred_at":"2026-05-04T01:30:00+02:00","on":"2026-05-02",)"
          R"("recorded_at":"2026-05-04T09:30:00.007Z","reported_on":"2026-05-03",)"
          R"("salt":"AAECAwQFBgcICQoLDA0ODw","schema":1,"seq":41,)"
          R"("stream":"credential/cptm-000042","type":"module.completed","version":3})");
}

TEST_CASE("an envelope reads back as it was, with and without what may be absent", "[events]") {
    const auto full = samples::recorded(samples::event_of(samples::of("module.completed")));
    check_same(decode(encode(full).value()).value().envelope, full.envelope);
    check_same(decode(encode(small()).value()).value().envelope, small().envelope);
    auto first = small();
    first.envelope.seq = {0};
    first.envelope.cause = Seq{0};
    first.envelope.occurred_at = parse_occurred_at("2026-05-04").value();
    check_same(decode(encode(first).value()).value().envelope, first.envelope);
}

TEST_CASE("what is absent from an envelope is absent from the entry", "[events]") {
    const Json entry = parse(encode(small()).value()).value();
    CHECK_FALSE(entry.contains("reported_on"));
    CHECK_FALSE(entry.contains("cause"));
    CHECK_FALSE(entry.contains("key"));
    CHECK(entry.size() == 12);
}

TEST_CASE("an entry of 65,535 bytes is written, a longer one refused", "[events]") {
    const auto longest = encode(of_size(kEntryBytesMax));
    REQUIRE(longest);
    CHECK(longest->size() == 65'535);
    CHECK(decode(*longest));
    const auto longer = encode(of_size(kEntryBytesMax + 1));
    REQUIRE_FALSE(longer);
    CHECK(longer.error().code == ErrorCode::too_large);
}

TEST_CASE("bytes that are no entry are corrupt", "[events]") {
    for (auto bytes : {"", "{", "{}", "[]", "null", "7", "\"x\"", "\xff\xfe", "{} {}"})
        check_corrupt(bytes);
    check_corrupt(std::string(100'000, '['));
    const auto bytes = encode(small()).value();
    for (std::size_t size = 0; size < bytes.size(); ++size)
        REQUIRE_FALSE(decode(std::string_view{bytes}.substr(0, size)));
    check_corrupt(bytes + "x");
    check_corrupt(bytes + '\0');
}

TEST_CASE("an entry without one of its fields, or with a broken one, is corrupt", "[events]") {
    REQUIRE(decode(changed(Json::object())));
    for (auto field : {"seq", "id", "stream", "version", "type", "occurred_at", "on", "recorded_at",
                       "actor", "salt", "data"}) {
        check_corrupt(changed({{field, nullptr}}));
        check_corrupt(changed({{field, Json::array()}}));
    }
    for (auto field : {"seq", "version", "cause", "schema"})
        for (const Json& wrong : {Json(-1), Json(1.5), Json(true), Json("1")})
            check_corrupt(changed({{field, wrong}}));
    for (int schema : {0, 2}) check_corrupt(changed({{"schema", schema}}));
    check_corrupt(changed({{"schema", nullptr}}));
    check_corrupt(changed({{"stream", "ada"}}));
    check_corrupt(changed({{"stream", "person/ada"}}));
    check_corrupt(changed({{"stream", "holder/Ada"}}));
    check_corrupt(changed({{"on", "2026-02-30"}}));
    check_corrupt(changed({{"occurred_at", "now"}}));
    check_corrupt(changed({{"recorded_at", "2026-05-04"}}));
    check_corrupt(changed({{"reported_on", "never"}}));
    check_corrupt(changed({{"cause", "41"}}));
    check_corrupt(changed({{"key", 1}}));
    check_corrupt(changed({{"type", "module.complete"}}));
    check_corrupt(changed({{"data", {{"module", "ten"}}}}));
    check_corrupt(changed({{"data", {{"surplus", 1}}}}));
}

TEST_CASE("a sealed field that stands clear in the ledger is corrupt", "[events]") {
    const auto recorded = samples::recorded(samples::event_of(samples::of("holder.registered")));
    for (const Json& name : {Json("Ada"), Json(7), Json{{"enc", "AAAA"}}, Json{{"k", "ada"}},
                             Json{{"enc", "AAAA"}, {"k", ""}}, Json{{"enc", "AAAA"}, {"k", "Ada"}},
                             Json{{"enc", ""}, {"k", "ada"}}, Json{{"enc", 7}, {"k", "ada"}},
                             Json{{"enc", "AAAA"}, {"k", "ada"}, {"clear", "Ada"}}}) {
        Json entry = parse(encode(recorded).value()).value();
        entry["data"]["name"] = name;
        check_corrupt(canonical(entry));
        const auto event =
            read_event(StreamKind::holder, "holder.registered", entry["data"], Source::ledger);
        REQUIRE_FALSE(event);
        CHECK(event.error().pointer == "/data/name");
    }
}

TEST_CASE("a stream's name is its kind and its id", "[events]") {
    CHECK(StreamName{StreamKind::program, "cptm"}.text() == "program/cptm");
    CHECK(StreamName{StreamKind::organization, "acme"}.text() == "organization/acme");
    CHECK(parse_stream_name("holder/ada") == StreamName{StreamKind::holder, "ada"});
    CHECK(parse_stream_name("credential/cptm-000042") ==
          StreamName{StreamKind::credential, "cptm-000042"});
    for (auto text : {"", "/", "holder", "holder/", "/ada", "holders/ada", "Holder/ada",
                      "holder/Ada", "holder/ada/x", "holder//ada", " holder/ada"}) {
        INFO(text);
        CHECK_FALSE(parse_stream_name(text));
    }
}

#ifndef NDEBUG
TEST_CASE("to encode what is personal and not sealed is a broken invariant", "[events]") {
    auto recorded = small();
    recorded.envelope.stream.kind = StreamKind::holder;
    recorded.event = samples::event_of(samples::of("holder.registered"));
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        close(STDERR_FILENO);
        const auto bytes = encode(recorded);
        _exit(bytes ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT));
}
#endif

}  // namespace
}  // namespace recert::events
