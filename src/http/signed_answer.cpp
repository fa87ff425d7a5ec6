#include "http/signed_answer.hpp"

#include <memory>

#include "http/access_log.hpp"
#include "http/problem.hpp"

namespace recert::http {
namespace {

struct Job {
    std::function<Result<Response>()> work;
    Answer answer;
    const char* name;
    std::string request_id;

    void run() const {
        try {
            answer(work());
        } catch (const std::exception& failure) {
            log_failure(name, request_id, failure.what());
            answer(internal_error(request_id));
        }
    }
};

}  // namespace

void answer_signed(const Call& call, std::optional<Seq> seq, const char* name,
                   std::function<Result<Response>()> work, Answer answer) {
    const auto job =
        std::make_shared<const Job>(Job{std::move(work), std::move(answer), name, call.request_id});
    auto run = [reads = call.app.reads, job] { reads([job] { job->run(); }); };
    if (!seq) return run();
    call.app.service->when_signed(*seq, std::move(run));
}

}  // namespace recert::http
