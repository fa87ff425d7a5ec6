#include "http/unchanging.hpp"

#include "http/entity_tag.hpp"

namespace recert::http {

Unchanging::Unchanging(std::string_view media, std::string body)
    : media_(media), body_(std::move(body)), tag_(entity_tag(body_)) {}

Response Unchanging::answer(const Call& call) const {
    Response response{.content_type = media_};
    if (names_tag(call.request.headers.if_none_match, tag_))
        response = Response{.status = 304};
    else
        response.body = body_;
    response.headers.push_back({"ETag", tag_});
    response.headers.push_back({"Cache-Control", "public, no-cache"});
    return response;
}

}  // namespace recert::http
