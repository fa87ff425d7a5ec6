#include "http/log.hpp"

#include <limits>

#include "http/unchanging.hpp"

namespace recert::http {

namespace {

Result<Response> kept_for_ever(std::string_view media, Result<std::string> body,
                               std::string cache) {
    if (!body) return tl::unexpected<Error>(std::move(body.error()));
    Response response{.content_type = media, .body = std::move(*body)};
    response.headers.push_back({"Cache-Control", std::move(cache)});
    return response;
}

// A size that must be given.
Result<std::uint64_t> size_of(const Call& call, const char* name) {
    if (!call.parameter(name))
        return fail(ErrorCode::bad_parameter, std::string(name) + " is missing: a size", name);
    return number(call, name, 1, std::numeric_limits<std::size_t>::max(), 0);
}

}  // namespace

Result<Response> log_checkpoint(const Call& call) {
    auto note = call.app.service->checkpoint();
    if (!note) return tl::unexpected<Error>(std::move(note.error()));
    return Unchanging(kPlain, std::move(*note)).answer(call);
}

Result<Response> log_vkey(const Call& call) {
    return Unchanging(kPlain, call.app.service->verifier_keys()).answer(call);
}

Result<Response> log_tile(const Call& call) {
    return kept_for_ever(kBytes, call.app.service->tile(call.id, call.sub_id), kNeverChanges);
}

Result<Response> log_bundle(const Call& call) {
    return kept_for_ever(kBytes, call.app.service->bundle(call.id, *call.principal),
                         kNeverChangesToOne);
}

Result<Response> log_consistency(const Call& call) {
    const auto from = size_of(call, "from");
    if (!from) return tl::unexpected<Error>(from.error());
    const auto to = size_of(call, "to");
    if (!to) return tl::unexpected<Error>(to.error());
    const auto proof = call.app.service->consistency(*from, *to);
    if (!proof) return tl::unexpected<Error>(proof.error());
    return kept_for_ever(kJson, proof->dump(), kNeverChanges);
}

}  // namespace recert::http
