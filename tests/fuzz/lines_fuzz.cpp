// A body of lines, in pieces: each line that is not blank is answered once, in order.
//
// The first byte says how long the pieces are.
#include "events/json.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/served.hpp"
#include "http/body.hpp"

using namespace recert;
using events::Json;
using fuzz::expect;

namespace {

void check_answers(std::string_view answers, std::string_view body) {
    std::uint64_t last = 0;
    while (!answers.empty()) {
        const auto end = answers.find('\n');
        expect(end != std::string_view::npos, "an answer is a line");
        const auto answer = events::parse(answers.substr(0, end));
        expect(answer.has_value(), "an answer is JSON");
        const auto line = answer->at("line").get<std::uint64_t>();
        expect(line > last, "answers come in the order of the lines");
        expect(answer->contains("seq") != answer->contains("error"), "a line is taken or refused");
        last = line;
        answers.remove_prefix(end + 1);
    }
    const auto lines = static_cast<std::uint64_t>(std::count(body.begin(), body.end(), '\n')) + 1;
    expect(last <= lines, "no line is answered that was not sent");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t piece = data[0] == '\n' ? size : data[0] + std::size_t{1};
    const std::string_view body = fuzz::text_of(data + 1, size - 1);
    const http::Request request{
        .method = http::Method::post,
        .target = "/v1/events",
        .headers = {.authorization = "Bearer admin", .content_type = http::kNdjson}};
    const auto response = fuzz::Served::instance().ask(request, [&](http::BodySink& sink) {
        std::string_view rest = body;
        while (!rest.empty() && sink.has_room()) {
            sink.take(rest.substr(0, piece));
            rest.remove_prefix(std::min(piece, rest.size()));
        }
        sink.end({});
    });
    expect(response.status == 200, "lines are answered one by one");
    check_answers(response.body, body);
    return 0;
}
