#include "http/uptake.hpp"

#include <utility>

namespace recert::http {

bool Uptake::wants_more() {
    while (sink_ && sink_->has_room()) {
        const auto state = reader_.advance();
        const std::string piece = reader_.take_body();
        if (!piece.empty()) sink_->take(piece);
        if (state == RequestReader::State::refused)
            end(tl::unexpected<Error>(reader_.refusal().error));
        else if (state == RequestReader::State::complete)
            end({});
        else if (piece.empty())
            return true;
    }
    return false;
}

void Uptake::broke_off(bool timed_out) {
    if (timed_out) return end(fail(ErrorCode::request_timeout, "the rest came too slowly"));
    end(fail(ErrorCode::malformed, "the body broke off before its end"));
}

void Uptake::end(Status how) { std::exchange(sink_, nullptr)->end(std::move(how)); }

}  // namespace recert::http
