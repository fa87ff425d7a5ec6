#include "http/unchanging.hpp"

#include "http/compression.hpp"
#include "http/entity_tag.hpp"

namespace recert::http {

Unchanging::Unchanging(std::string_view media, std::string body)
    : media_(media),
      body_(std::move(body)),
      zipped_(gzipped(body_)),
      tag_(entity_tag(body_)),
      zipped_tag_(entity_tag(zipped_)) {}

Response Unchanging::answer(const Call& call, std::string_view caching) const {
    const bool zips = accepts_gzip(call.request.headers.accept_encoding);
    const std::string& tag = zips ? zipped_tag_ : tag_;
    Response response{.content_type = media_};
    if (names_tag(call.request.headers.if_none_match, tag)) {
        response = Response{.status = 304};
    } else {
        response.body = zips ? zipped_ : body_;
        if (zips) response.headers.push_back({"Content-Encoding", "gzip"});
    }
    response.headers.push_back({"ETag", tag});
    response.headers.push_back({"Cache-Control", std::string(caching)});
    response.headers.push_back({"Vary", "Accept-Encoding"});
    return response;
}

}  // namespace recert::http
