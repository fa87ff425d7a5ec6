#include "http/data_export.hpp"

#include <memory>

#include "http/archive.hpp"
#include "http/data_pieces.hpp"
#include "http/pool_job.hpp"
#include "http/signed_answer.hpp"

namespace recert::http {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

// Made on the read pool, one piece ahead of what is sent.
class Export final : public BodySource {
  public:
    Export(DataPieces pieces, events::Instant at, PoolJob<std::string> job)
        : making_(std::make_shared<Making>(std::move(pieces), at)), job_(std::move(job)) {}

    void begin(const Reads& reads, Wake wake) override {
        job_.work_with(reads, std::move(wake));
        make_more();
    }

    Next next() override {
        if (!job_.is_under_way()) return End{};
        auto made = job_.outcome();
        if (!made) return Wait{};
        if (!*made) return Broken{};
        if ((*made)->empty()) return End{};
        make_more();
        return std::move(**made);
    }

  private:
    struct Making {
        Making(DataPieces all, events::Instant at) : pieces(std::move(all)), archive(at) {}

        DataPieces pieces;
        Archive archive;
        bool is_finished = false;

        // What makes up a piece at least; empty at the end.
        Result<std::string> more() {
            std::string ready;
            while (!is_finished && ready.size() < kPieceBytes) {
                const auto next = pieces.next();
                if (!next) return tl::unexpected<Error>(next.error());
                for (const DataPiece& piece : *next)
                    RECERT_TRY(archive.add(piece.file, piece.bytes));
                if (next->empty()) RECERT_TRY(finish());
                ready += archive.take();
            }
            return ready;
        }

        Status finish() {
            is_finished = true;
            return archive.finish();
        }
    };

    void make_more() {
        job_.begin([making = making_] { return making->more(); });
    }

    std::shared_ptr<Making> making_;  // of the job under way, which may outlive this
    PoolJob<std::string> job_;
};

Result<Response> archive_of(service::Service& service, const std::string& holder,
                            const service::Principal& reader, const std::string& request_id) {
    auto pieces = DataPieces::begin(service, holder, reader);
    if (!pieces) return tl::unexpected<Error>(std::move(pieces.error()));
    Response response{.content_type = kZip};
    response.headers.push_back(
        {"Content-Disposition", "attachment; filename=\"" + holder + ".zip\""});
    response.headers.push_back({"Cache-Control", "no-store"});
    response.source = std::make_shared<Export>(std::move(*pieces), service.clock().now,
                                               PoolJob<std::string>("data export", request_id));
    return response;
}

}  // namespace

void export_data(const Call& call, Answer answer) {
    if (const Status id = check_id(call); !id) return answer(tl::unexpected<Error>(id.error()));
    service::Service& service = *call.app.service;
    auto work = [&service, holder = call.id, reader = *call.principal,
                 request_id = call.request_id] {
        return archive_of(service, holder, reader, request_id);
    };
    const std::uint64_t size = service.size();
    const auto newest = size == 0 ? std::nullopt : std::optional(Seq{size - 1});
    answer_signed(call, newest, "data export", std::move(work), std::move(answer));
}

}  // namespace recert::http
