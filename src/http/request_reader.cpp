#include "http/request_reader.hpp"

#include <algorithm>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <optional>

#include "http/problem.hpp"
#include "http/request_headers.hpp"

namespace recert::http {

namespace beast = boost::beast;
using beast::http::field;

namespace {

// A string that grows with what arrives, whatever length was promised.
struct ArrivingBody {
    using value_type = std::string;

    class reader {
      public:
        template <bool is_request, class Fields>
        reader(beast::http::header<is_request, Fields>&, std::string& body) : body_(body) {}

        void init(const boost::optional<std::uint64_t>&, beast::error_code& error) { error = {}; }
        template <class Buffers>
        std::size_t put(const Buffers& buffers, beast::error_code& error) {
            error = {};
            const std::size_t before = body_.size();
            for (const auto& each : beast::buffers_range_ref(buffers))
                body_.append(static_cast<const char*>(each.data()), each.size());
            return body_.size() - before;
        }
        void finish(beast::error_code& error) { error = {}; }

      private:
        std::string& body_;
    };
};

using Parser = beast::http::request_parser<ArrivingBody>;
constexpr std::size_t kReadBytes = std::size_t{16} << 10;
constexpr std::size_t kIdleBytes = std::size_t{4} << 10;  // kept by a connection that waits
constexpr int kHeaderFieldsTooLarge = 431;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(beast::http::verb verb) {
    switch (verb) {
        case beast::http::verb::get:
            return Method::get;
        case beast::http::verb::head:
            return Method::head;
        case beast::http::verb::post:
            return Method::post;
        case beast::http::verb::put:
            return Method::put;
        case beast::http::verb::patch:
            return Method::patch;
        case beast::http::verb::delete_:
            return Method::delete_;
        case beast::http::verb::options:
            return Method::options;
        default:
            return Method::other;
    }
}

// Two values of such a header are two requests in one: which is meant, nobody can know.
void take_single(RequestHeaders& headers, std::string_view& slot, std::string_view name,
                 std::string_view value) {
    if (slot.data() != nullptr) headers.repeated = name;
    slot = value;
}

void take_header(RequestHeaders& headers, field name, beast::string_view text,
                 std::string_view value) {
    switch (name) {
        case field::accept:
            headers.accept = value;
            return;
        case field::accept_encoding:
            headers.accept_encoding = value;
            return;
        case field::authorization:
            return take_single(headers, headers.authorization, "Authorization", value);
        case field::content_type:
            return take_single(headers, headers.content_type, "Content-Type", value);
        case field::if_match:
            return take_single(headers, headers.if_match, "If-Match", value);
        case field::cookie:
            return take_single(headers, headers.cookie, "Cookie", value);
        case field::host:
            headers.host = value;
            return;
        case field::origin:
            return take_single(headers, headers.origin, "Origin", value);
        case field::forwarded:
            headers.forwarding.forwarded = value;
            return;
        case field::if_none_match:
            headers.if_none_match = value;
            return;
        case field::prefer:
            headers.prefer = value;
            return;
        default:
            break;
    }
    if (beast::iequals(text, "Idempotency-Key"))
        take_single(headers, headers.idempotency_key, "Idempotency-Key", value);
    if (beast::iequals(text, "Last-Event-ID"))
        take_single(headers, headers.last_event_id, "Last-Event-ID", value);
    if (beast::iequals(text, "Sec-Fetch-Site")) headers.sec_fetch_site = value;
    if (beast::iequals(text, "X-CSRF-Token"))
        take_single(headers, headers.csrf_token, "X-CSRF-Token", value);
    if (beast::iequals(text, "X-Forwarded-For")) headers.forwarding.x_forwarded_for = value;
    if (beast::iequals(text, "X-Request-Id")) headers.request_id = value;
}

// A line that goes on in the next one (RFC 9112 §5.2): whoever reads it otherwise than we do sees
// another header.
bool has_folded_line(std::string_view head) {
    return head.find("\r\n ") != head.npos || head.find("\r\n\t") != head.npos;
}

// Two ways to tell where a body ends, or one that not everybody knows, are two requests in one for
// somebody on the way (RFC 9112 §6.1).
bool has_doubtful_length(const beast::http::fields& head, bool is_http_1_0) {
    const auto codings = head.count(field::transfer_encoding);
    const auto lengths = head.count(field::content_length);
    if (codings > 0)
        return is_http_1_0 || codings > 1 || lengths > 0 ||
               !beast::iequals(head[field::transfer_encoding], "chunked");
    const beast::string_view length = head[field::content_length];
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return lengths > 1 || !std::all_of(length.begin(), length.end(), is_digit);
}

Refusal refusal_of(const beast::error_code& error) {
    if (error == beast::http::error::body_limit)
        return {status_of(ErrorCode::too_large), {ErrorCode::too_large, "the body is too large"}};
    if (error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow)
        return {kHeaderFieldsTooLarge, {ErrorCode::too_large, "the header is too large"}};
    return {status_of(ErrorCode::malformed),
            {ErrorCode::malformed, "this is not an HTTP/1.1 request: " + error.message()}};
}

}  // namespace

struct RequestReader::Impl {
    explicit Impl(const Settings& s) : settings(s) { begin(); }

    void begin() {
        if (buffer.capacity() > kIdleBytes) buffer.shrink_to_fit();
        parser.emplace();
        parser->header_limit(settings.header_bytes_max);
        parser->body_limit(boost::none);  // is kept here: which one is known after the head
        // Not past the head at first: a body is waited for only if the head is in order.
        parser->eager(false);
        expectation_open = false;
        is_streamed = false;
        head_bytes = 0;
    }
    beast::error_code put();
    beast::error_code end_of_head();

    const Settings& settings;
    beast::flat_buffer buffer;
    std::optional<Parser> parser;
    std::optional<Refusal> refusal;
    bool expectation_open = false;
    bool is_streamed = false;
    std::size_t head_bytes = 0;  // of this request, so far
};

beast::error_code RequestReader::Impl::put() {
    beast::error_code error;
    const bool had_head = parser->is_header_done();
    const std::size_t taken = parser->put(buffer.data(), error);
    const std::string_view text(static_cast<const char*>(buffer.data().data()), taken);
    const bool is_folded = !had_head && has_folded_line(text);
    buffer.consume(taken);
    if (is_folded) return beast::http::error::bad_field;
    if (!had_head) {
        // The parser's own limit counts what it is given at once, not what comes line by line.
        head_bytes += taken;
        const bool is_whole = parser->is_header_done();
        if (head_bytes + (is_whole ? 0 : buffer.size()) > settings.header_bytes_max)
            return beast::http::error::header_limit;
        if (is_whole && !error) return end_of_head();
    } else if (error == beast::http::error::need_more &&
               buffer.size() > settings.header_bytes_max) {
        return beast::http::error::buffer_overflow;  // a chunk's line that does not end
    } else if (!is_streamed && parser->get().body().size() > settings.body_bytes_max) {
        return beast::http::error::body_limit;
    }
    return error;
}

beast::error_code RequestReader::Impl::end_of_head() {
    // RFC 9112 §3.2: without exactly one Host, the request may be meant for somebody else.
    const bool has_one_host = parser->get().count(field::host) == 1;
    const bool is_http_1_0 = parser->get().version() < 11;
    if (!is_http_1_0 && !has_one_host) return beast::http::error::bad_field;
    if (has_doubtful_length(parser->get(), is_http_1_0))
        return beast::http::error::bad_content_length;
    const std::string_view media = view(parser->get()[field::content_type]);
    const bool is_put = parser->get().method() == beast::http::verb::put;
    is_streamed = is_media_type(media, kNdjson) || (is_put && file_media(media) != nullptr);
    if (!is_streamed && parser->content_length().value_or(0) > settings.body_bytes_max)
        return beast::http::error::body_limit;
    parser->eager(true);
    expectation_open = !parser->is_done() && buffer.size() == 0 && parser->get().version() >= 11 &&
                       beast::iequals(parser->get()[field::expect], "100-continue");
    return {};
}

RequestReader::RequestReader(const Settings& settings) : impl_(std::make_unique<Impl>(settings)) {}
RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room() {
    const bool is_in_body = impl_->parser->is_header_done();
    const auto room = impl_->buffer.prepare(is_in_body ? kReadBytes : kIdleBytes);
    return {static_cast<char*>(room.data()), room.size()};
}

void RequestReader::received(std::size_t bytes) { impl_->buffer.commit(bytes); }

RequestReader::State RequestReader::advance() {
    if (impl_->refusal) return State::refused;
    const Parser& parser = *impl_->parser;
    while (impl_->buffer.size() > 0 && !parser.is_done()) {
        const beast::error_code error = impl_->put();
        if (error == beast::http::error::need_more) break;
        if (error) {
            impl_->refusal = refusal_of(error);
            return State::refused;
        }
    }
    if (parser.is_done()) return State::complete;
    if (parser.is_header_done()) return impl_->is_streamed ? State::streaming : State::body;
    return impl_->buffer.size() + impl_->head_bytes > 0 ? State::header : State::idle;
}

void RequestReader::next() { impl_->begin(); }

void RequestReader::give_up() {
    impl_->refusal = Refusal{status_of(ErrorCode::request_timeout),
                             {ErrorCode::request_timeout, "the request came too slowly"}};
}

bool RequestReader::take_expectation() { return std::exchange(impl_->expectation_open, false); }

std::string RequestReader::take_body() { return std::exchange(impl_->parser->get().body(), {}); }

Request RequestReader::request() const {
    const auto& message = impl_->parser->get();
    Request request{.method = method_of(message.method()), .target = view(message.target())};
    request.body = message.body();
    for (const auto& each : message)
        take_header(request.headers, each.name(), each.name_string(), view(each.value()));
    return request;
}

bool RequestReader::keep_alive() const { return impl_->parser->keep_alive(); }
bool RequestReader::is_http_1_0() const { return impl_->parser->get().version() < 11; }
const Refusal& RequestReader::refusal() const { return *impl_->refusal; }

}  // namespace recert::http
