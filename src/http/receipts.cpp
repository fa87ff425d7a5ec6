#include "http/receipts.hpp"

#include <limits>
#include <memory>

#include "http/access_log.hpp"
#include "http/events.hpp"
#include "http/log.hpp"
#include "http/problem.hpp"

namespace recert::http {

namespace {

// What is needed after the wait; the call is gone by then.
struct Wanted {
    service::Service& service;
    Seq seq;
    std::optional<std::uint64_t> size;
    service::Principal principal;
    std::string request_id;
    Answer answer;
};

Result<std::optional<std::uint64_t>> size_of(const Call& call) {
    if (!call.parameter("size")) return std::nullopt;
    const auto size = number(call, "size", 1, std::numeric_limits<std::size_t>::max(), 0);
    if (!size) return tl::unexpected<Error>(size.error());
    return *size;
}

Result<Response> receipt(const Wanted& wanted) {
    auto found = wanted.service.receipt(wanted.seq, wanted.size, wanted.principal);
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    Response response{.content_type = kPlain, .body = std::move(found->text)};
    if (wanted.size) {
        response.headers.push_back({"Cache-Control", kNeverChangesToOne});
    } else {
        response.headers.push_back({"Content-Location", receipt_path(wanted.seq) + "?size=" +
                                                            std::to_string(found->size)});
        response.headers.push_back({"Cache-Control", "private, no-cache"});
    }
    return response;
}

void answer(const Wanted& wanted) {
    try {
        wanted.answer(receipt(wanted));
    } catch (const std::exception& failure) {
        log_failure("receipt", wanted.request_id, failure.what());
        wanted.answer(internal_error(wanted.request_id));
    }
}

}  // namespace

std::string receipt_path(Seq seq) { return "/v1/events/" + std::to_string(seq.value) + "/receipt"; }

void one_receipt(const Call& call, Answer answer_with) {
    const auto seq = seq_of(call);
    if (!seq) return answer_with(tl::unexpected<Error>(seq.error()));
    const auto size = size_of(call);
    if (!size) return answer_with(tl::unexpected<Error>(size.error()));
    service::Service& service = *call.app.service;
    const auto wanted = std::make_shared<const Wanted>(
        Wanted{service, *seq, *size, *call.principal, call.request_id, std::move(answer_with)});
    auto read = [reads = call.app.reads, wanted] { reads([wanted] { answer(*wanted); }); };
    if (*size) return read();
    service.when_signed(*seq, std::move(read));
}

}  // namespace recert::http
