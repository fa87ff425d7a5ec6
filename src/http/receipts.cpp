#include "http/receipts.hpp"

#include <limits>

#include "http/events.hpp"
#include "http/log.hpp"
#include "http/signed_answer.hpp"

namespace recert::http {

namespace {

Result<std::optional<std::uint64_t>> size_of(const Call& call) {
    if (!call.parameter("size")) return std::nullopt;
    const auto size = number(call, "size", 1, std::numeric_limits<std::size_t>::max(), 0);
    if (!size) return tl::unexpected<Error>(size.error());
    return *size;
}

Result<Response> receipt(const service::Service& service, Seq seq,
                         std::optional<std::uint64_t> size, const service::Principal& reader) {
    auto found = service.receipt(seq, size, reader);
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    Response response{.content_type = kPlain, .body = std::move(found->text)};
    if (size) {
        response.headers.push_back({"Cache-Control", kNeverChangesToOne});
    } else {
        response.headers.push_back(
            {"Content-Location", receipt_path(seq) + "?size=" + std::to_string(found->size)});
        response.headers.push_back({"Cache-Control", "private, no-cache"});
    }
    return response;
}

}  // namespace

std::string receipt_path(Seq seq) { return "/v1/events/" + std::to_string(seq.value) + "/receipt"; }

void one_receipt(const Call& call, Answer answer) {
    const auto seq = seq_of(call);
    if (!seq) return answer(tl::unexpected<Error>(seq.error()));
    const auto size = size_of(call);
    if (!size) return answer(tl::unexpected<Error>(size.error()));
    auto work = [service = call.app.service, seq = *seq, size = *size, reader = *call.principal] {
        return receipt(*service, seq, size, reader);
    };
    const auto awaited = *size ? std::nullopt : std::optional(*seq);
    answer_signed(call, awaited, "receipt", std::move(work), std::move(answer));
}

}  // namespace recert::http
