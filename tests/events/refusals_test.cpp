#include <catch2/catch.hpp>
#include <set>

#include "events/mapping.hpp"
#include "samples.hpp"

namespace recert::events {
namespace {

void check_refused(StreamKind kind, std::string_view type, const Json& data,
                   std::string_view pointer) {
    INFO(type << " " << data.dump().substr(0, 500));
    const auto event = parse_event(kind, type, data);
    REQUIRE_FALSE(event);
    CHECK(event.error().code == ErrorCode::schema);
    CHECK(event.error().pointer == pointer);
    CHECK_FALSE(event.error().message.empty());
}

// The sample of this type with `change` merged into it (null takes a field out).
void check_refused(std::string_view type, std::string_view change, std::string_view pointer) {
    const auto& sample = samples::of(type);
    Json data = samples::data_of(sample);
    data.merge_patch(parse(change).value());
    check_refused(sample.kind, type, data, pointer);
}

TEST_CASE("a required field that is missing is named", "[events]") {
    for (const auto& sample : samples::all()) {
        const std::set<std::string_view> required(sample.required.begin(), sample.required.end());
        const Json whole = samples::data_of(sample);
        for (const auto& member : whole.items()) {
            Json data = whole;
            data.erase(member.key());
            const std::string pointer = "/data/" + member.key();
            if (required.contains(member.key())) {
                // Which of two amounts is missing cannot be told: it is the first by default.
                const bool amount = member.key() == "minutes" && sample.type == "cpe.logged";
                const bool rate = member.key() == "rate";
                const bool changed = sample.type == "cpe.amended" && member.key() != "activity" &&
                                     member.key() != "reason";
                check_refused(sample.kind, sample.type, data,
                              amount    ? "/data/credit"
                              : rate    ? "/data/size"
                              : changed ? "/data"
                                        : pointer);
            } else if (!data.empty()) {
                INFO(sample.type << " without " << pointer);
                CHECK(parse_event(sample.kind, sample.type, data));
            }
        }
    }
}

TEST_CASE("dates that rules cannot reckon from are refused", "[events]") {
    check_refused("cpe.planned", R"({"planned_for": "9000-01-01"})", "/data/planned_for");
    check_refused("cpe.planned", R"({"planned_for": "0999-12-31"})", "/data/planned_for");
    check_refused("credential.awarded",
                  R"({"valid_from": "2024-05-08", "valid_until": "2124-05-09"})",
                  "/data/valid_until");
}

TEST_CASE("a field that the event does not know is named", "[events]") {
    for (const auto& sample : samples::all()) {
        for (const std::string key : {"surplus", "Reason", "aa/b~c"}) {
            Json data = samples::data_of(sample);
            data[key] = "x";
            check_refused(sample.kind, sample.type, data, pointer_to("/data", key));
        }
        check_refused(sample.kind, sample.type, {{"surplus", 1}}, "/data/surplus");
    }
}

TEST_CASE("a field of another type, or null, is named", "[events]") {
    for (const auto& sample : samples::all()) {
        const Json whole = samples::data_of(sample);
        for (const auto& member : whole.items()) {
            Json data = whole;
            for (const Json& wrong : {Json(nullptr), Json(-1.5)}) {  // no field may be -1.5
                data[member.key()] = wrong;
                check_refused(sample.kind, sample.type, data, "/data/" + member.key());
            }
        }
    }
}

TEST_CASE("data that is no object is refused", "[events]") {
    for (const auto& sample : samples::all())
        for (const Json& wrong : {Json(nullptr), Json("x"), Json::array(), Json(1)})
            check_refused(sample.kind, sample.type, wrong, "/data");
}

TEST_CASE("a client may not send what is sealed already", "[events]") {
    for (const auto& sample : samples::all()) {
        auto event = samples::event_of(sample);
        for_each_sealed(event, [&](std::string_view field, Sealed&) {
            Json data = samples::data_of(sample);
            data[Json::json_pointer("/" + std::string{field})] = {{"enc", "AAAA"}, {"k", "ada"}};
            check_refused(sample.kind, sample.type, data, "/data/" + std::string{field});
        });
    }
}

TEST_CASE("a type that the stream does not know is unknown", "[events]") {
    for (const std::string type : {"", "cpe.logge", "CPE.LOGGED", "cpe.loggedd", "nothing.here"}) {
        const auto event = parse_event(StreamKind::credential, type, Json::object());
        REQUIRE_FALSE(event);
        CHECK(event.error().code == ErrorCode::unknown_type);
        CHECK(event.error().pointer == "/type");
    }
    for (const auto& sample : samples::all())
        for (auto kind : {StreamKind::program, StreamKind::organization, StreamKind::holder,
                          StreamKind::credential})
            if (kind != sample.kind && sample.type != EntryVoided::kType) {
                const auto event = parse_event(kind, sample.type, samples::data_of(sample));
                REQUIRE_FALSE(event);
                CHECK(event.error().code == ErrorCode::unknown_type);
            }
}

TEST_CASE("amounts of credit out of bounds or finer than hundredths are refused", "[events]") {
    for (auto amount : {"1.125", "0.001", "-1", "-0.01", "1000000.01", "1000001", "1e300",
                        "0.30000000000000004", "18446744073709551615", "\"1\"", "true", "[1]"})
        check_refused("cpe.logged", R"({"credit": )" + std::string{amount} + "}", "/data/credit");
    check_refused("assessment.taken", R"({"score": 87.125})", "/data/score");
    check_refused("assessment.taken", R"({"score": -1})", "/data/score");
}

TEST_CASE("exactly one of credit and minutes is given", "[events]") {
    check_refused("cpe.logged", R"({"minutes": 60})", "/data/minutes");
    check_refused("cpe.logged", R"({"credit": null})", "/data/credit");
    check_refused("cpe.amended", R"({"minutes": 60})", "/data/minutes");
    for (auto minutes : {"-1", "1.5", "60000001", "9007199254740992"})
        check_refused("cpe.logged", R"({"credit": null, "minutes": )" + std::string{minutes} + "}",
                      "/data/minutes");
}

// A claim of two parts with `change` merged into it.
void check_parts_refused(std::string_view type, std::string_view change, std::string_view pointer) {
    Json data = samples::data_of(samples::of(type));
    data.erase("category");
    data.erase("credit");
    data["parts"] = {{{"category", "a"}, {"credit", 1.25}}, {{"category", "b"}, {"credit", 0.5}}};
    REQUIRE(parse_event(StreamKind::credential, type, data));
    data.merge_patch(parse(change).value());
    check_refused(StreamKind::credential, type, data, pointer);
}

TEST_CASE("parts stand for category and amount, and credit is their sum", "[events]") {
    for (auto type : {"cpe.logged", "cpe.amended"}) {
        const auto refused = [&](std::string_view change, std::string_view pointer) {
            check_parts_refused(type, change, pointer);
        };
        refused(R"({"credit": 1.76})", "/data/credit");
        refused(R"({"minutes": 105})", "/data/minutes");
        refused(R"({"category": "a"})", "/data/category");
        refused(R"({"parts": []})", "/data/parts");
        refused(R"({"parts": [{"category": "a"}]})", "/data/parts/0/credit");
        refused(R"({"parts": [{"category": "a", "credit": 1}, {"credit": 1}]})",
                "/data/parts/1/category");
        refused(R"({"parts": [{"category": "a", "credit": 1.125}]})", "/data/parts/0/credit");
        refused(R"({"parts": [{"category": "", "credit": 1}]})", "/data/parts/0/category");
        refused(R"({"parts": [{"category": "a", "credit": 1, "x": 1}]})", "/data/parts/0/x");
        refused(R"({"parts": [7]})", "/data/parts/0");
        refused(R"({"parts": [{"category": "a", "credit": 1000000},
                              {"category": "b", "credit": 0.01}]})",
                "/data/parts");
    }
}

TEST_CASE("dates that do not exist, or stand in the wrong order, are refused", "[events]") {
    for (auto date : {"2026-02-30", "2026-2-3", "", "2026-05-04T00:00:00Z"})
        check_refused("cpe.logged", R"({"completed_on": ")" + std::string{date} + R"("})",
                      "/data/completed_on");
    check_refused("cpe.logged", R"({"started_on": "2026-05-05"})", "/data/completed_on");
    check_refused("cpe.amended", R"({"started_on": "2026-05-05"})", "/data/completed_on");
    check_refused("practicum.scheduled", R"({"ends_on": "2026-11-15"})", "/data/ends_on");
    check_refused("practicum.rescheduled", R"({"ends_on": "2026-11-15"})", "/data/ends_on");
    check_refused("credential.awarded", R"({"valid_until": "2024-02-28"})", "/data/valid_until");
    check_refused("credential.renewed", R"({"valid_until": "2026-05-07"})", "/data/valid_until");
}

TEST_CASE("money is an amount in minor units and a known currency", "[events]") {
    check_refused("fee.paid", R"({"money": {"currency": "XYZ"}})", "/data/money/currency");
    check_refused("fee.paid", R"({"money": {"currency": "usd"}})", "/data/money/currency");
    check_refused("fee.paid", R"({"money": {"currency": null}})", "/data/money/currency");
    check_refused("fee.paid", R"({"money": {"amount": null}})", "/data/money/amount");
    for (auto amount : {"-1", "1.5", "\"1\"", "9007199254740992", "1e3"})
        check_refused("fee.paid", R"({"money": {"amount": )" + std::string{amount} + "}}",
                      "/data/money/amount");
    check_refused("fee.paid", R"({"money": {"tax": 1}})", "/data/money/tax");
    check_refused("fee.paid", R"({"money": 25})", "/data/money");
}

TEST_CASE("ids, words and numbers out of bounds are refused", "[events]") {
    for (auto id : {"Ada", "", "a b", "../etc", "-a"})
        check_refused("credential.registered", R"({"holder": ")" + std::string{id} + R"("})",
                      "/data/holder");
    check_refused("cpe.logged", R"({"activity": ")" + std::string(65, 'a') + R"("})",
                  "/data/activity");
    check_refused("credential.registered", R"({"discount": "Group"})", "/data/discount");
    check_refused("fee.assessed", R"({"kind": "class_change"})", "/data/kind");
    check_refused("practicum.scheduled", R"({"format": "virtual_"})", "/data/format");
    check_refused("practicum.scheduled", R"({"capacity": 0})", "/data/capacity");
    check_refused("module.completed", R"({"module": 0})", "/data/module");
    check_refused("assessment.taken", R"({"module": -1})", "/data/module");
    check_refused("credential.awarded", R"({"cycle": 0})", "/data/cycle");
    check_refused("credential.renewed", R"({"cycle": 1})", "/data/cycle");
    for (auto type : {"fee.assessed", "fee.paid", "fee.refunded", "fee.waived"})
        check_refused(type, R"({"cycle": 0})", "/data/cycle");
    check_refused("exam.passed", R"({"attempt": 0})", "/data/attempt");
    check_refused("exam.failed", R"({"attempt": -1})", "/data/attempt");
    check_refused("credential.awarded", R"({"basis": {"engine": null}})", "/data/basis/engine");
    check_refused("holder.registered", R"({"birth_month": 13})", "/data/birth_month");
    check_refused("holder.registered", R"({"birth_month": 0})", "/data/birth_month");
    check_refused("practicum.changed", R"({"to": "2026-11-raleigh"})", "/data/to");
}

TEST_CASE("an event that would change nothing is refused", "[events]") {
    check_refused(StreamKind::holder, "holder.updated", Json::object(), "/data");
    check_refused(StreamKind::holder, "holder.preferred", Json::object(), "/data");
    check_refused(StreamKind::organization, "organization.updated", Json::object(), "/data");
    check_refused(StreamKind::credential, "cpe.amended", {{"activity", "a"}, {"reason", "r"}},
                  "/data");
}

TEST_CASE("texts, lists and hashes have their bounds", "[events]") {
    const auto title = [](std::size_t size) {
        return R"({"title": ")" + std::string(size, 'x') + R"("})";
    };
    Json data = samples::data_of(samples::of("cpe.logged"));
    data["title"] = std::string(kTextBytesMax, 'x');
    CHECK(parse_event(StreamKind::credential, "cpe.logged", data));
    check_refused("cpe.logged", title(kTextBytesMax + 1), "/data/title");
    check_refused("cpe.logged", title(0), "/data/title");

    const Json hash = data["evidence"][0];
    data["evidence"] = Json(kListMax, hash);
    CHECK(parse_event(StreamKind::credential, "cpe.logged", data));
    data["evidence"].push_back(hash);
    check_refused(StreamKind::credential, "cpe.logged", data, "/data/evidence");
    data["evidence"] = {hash, hash.get<std::string>().substr(1)};
    check_refused(StreamKind::credential, "cpe.logged", data, "/data/evidence/1");
    data["evidence"] = {std::string(64, 'A')};
    check_refused(StreamKind::credential, "cpe.logged", data, "/data/evidence/0");
}

TEST_CASE("what is voided is named by a position, which is never negative", "[events]") {
    for (auto kind : {StreamKind::program, StreamKind::organization, StreamKind::holder,
                      StreamKind::credential}) {
        CHECK(parse_event(kind, "entry.voided", {{"seq", 0}, {"reason", "r"}}));
        check_refused(kind, "entry.voided", {{"seq", -1}, {"reason", "r"}}, "/data/seq");
    }
}

}  // namespace
}  // namespace recert::events
