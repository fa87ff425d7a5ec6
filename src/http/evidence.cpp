#include "http/evidence.hpp"

#include <atomic>
#include <utility>

#include "http/access_log.hpp"
#include "http/body.hpp"
#include "http/entity_tag.hpp"
#include "http/problem.hpp"
#include "http/request_headers.hpp"

namespace recert::http {

namespace {

// One of the places for clients whose files are coming.
class Place {
  public:
    Place() : is_free_(taken_.fetch_add(1) < kUploadsMax) {}
    ~Place() { --taken_; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    bool is_free() const { return is_free_; }

  private:
    static std::atomic<std::size_t> taken_;
    bool is_free_;
};
std::atomic<std::size_t> Place::taken_{0};

class Filing final : public Upload, public std::enable_shared_from_this<Filing> {
  public:
    Filing(const Call& call, std::string_view media)
        : service_(*call.app.service),
          reads_(call.app.reads),
          by_(*call.principal),
          request_id_(call.request_id),
          file_{call.id, call.sub_id, media, {}} {}

    bool is_welcome() const { return place_.is_free(); }

    void begin(Reply reply) override { reply_ = std::move(reply); }
    bool has_room() const override { return !is_answered_; }
    void take(std::string_view bytes) override {
        if (is_answered_) return;
        if (file_.bytes.size() + bytes.size() > service::kEvidenceBytesMax)
            return answer(fail(ErrorCode::too_large, "a file of evidence has at most 10 MiB"));
        file_.bytes.append(bytes);
    }
    void end(Status how) override {
        if (is_answered_) return;
        if (!how) return answer(tl::unexpected<Error>(std::move(how.error())));
        is_answered_ = true;
        // The job must not hold the pool it is queued in.
        const Reads reads = std::exchange(reads_, nullptr);
        reads([self = shared_from_this()] { self->file(); });
    }

  private:
    void answer(Result<Response> with) {
        is_answered_ = true;
        reply_(with ? std::move(*with) : problem(with.error(), request_id_));
    }
    void file() {
        try {
            answer(put());
        } catch (const std::exception& failure) {
            log_failure("put evidence", request_id_, failure.what());
            reply_(internal_error(request_id_));
        }
    }
    Result<Response> put() {
        const auto is_new = service_.put_evidence(file_, by_);
        if (!is_new) return tl::unexpected<Error>(is_new.error());
        Response response{.status = *is_new ? 201 : 200, .content_type = kJson};
        response.body =
            events::canonical({{"sha256", file_.sha256}, {"bytes", file_.bytes.size()}});
        response.headers.push_back({"Cache-Control", "no-store"});
        return response;
    }

    service::Service& service_;
    Reads reads_;
    const service::Principal by_;
    const std::string request_id_;
    service::EvidenceFile file_;
    const Place place_{};
    Reply reply_;
    bool is_answered_ = false;
};

}  // namespace

Result<Response> put_evidence(const Call& call) {
    const std::string_view* media = file_media(call.request.headers.content_type);
    if (media == nullptr) return fail(ErrorCode::unsupported_media_type, "send what the file is");
    const auto filing = std::make_shared<Filing>(call, *media);
    if (!filing->is_welcome())
        return fail(ErrorCode::overloaded, "too many files are coming at this moment");
    Response response;
    response.upload = filing;
    return response;
}

Result<Response> read_evidence(const Call& call) {
    auto file = call.app.service->evidence(call.id, call.sub_id, *call.principal);
    if (!file) return tl::unexpected<Error>(std::move(file.error()));
    const std::string tag = '"' + file->sha256 + '"';
    Response response{.content_type = file->media};
    if (names_tag(call.request.headers.if_none_match, tag))
        response = Response{.status = 304};
    else
        response.body = std::move(file->bytes);
    response.headers.push_back({"ETag", tag});
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    response.headers.push_back({"Content-Disposition", "attachment"});
    response.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return response;
}

}  // namespace recert::http
