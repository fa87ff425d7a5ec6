#include "simulation/requests.hpp"

#include <array>
#include <iterator>

#include "torture/clients.hpp"

namespace recert::simulation {

namespace {

using events::Json;
using service::Append;
using torture::pick;
using torture::to_stream;

constexpr std::uint64_t kHoldersMax = 12;

std::string id(std::string_view what, std::uint64_t number) {
    return std::string(what) + std::to_string(number);
}

}  // namespace

const std::string& Requests::next() {
    if (!requests_.empty() && pick(chance_, 6) == 0)
        return std::next(requests_.begin(),
                         static_cast<std::ptrdiff_t>(pick(chance_, requests_.size())))
            ->first;
    const std::string key = id("request-", requests_.size());
    Append request = make();
    request.idempotency = service::Idempotency{key, key};
    return requests_.emplace(key, std::move(request)).first->first;
}

Append Requests::make() {
    if (!has_practicum_) {
        has_practicum_ = true;
        return to_stream("program/cptm", "practicum.scheduled", "2015-01-02",
                         {{"practicum", "p"},
                          {"starts_on", "2024-03-04"},
                          {"ends_on", "2024-03-08"},
                          {"format", "virtual"}});
    }
    const std::uint64_t kind = pick(chance_, 8);
    if (holders_ < kHoldersMax && (kind == 0 || holders_ == credentials_)) {
        const std::string holder = id("holder", holders_++);
        Append request = to_stream("holder/" + holder, "holder.registered", "2023-01-02",
                                   {{"name", holder}, {"email", holder + "@example.org"}});
        request.creates = true;
        return request;
    }
    if (credentials_ < holders_ && kind < 3) {
        const std::string holder = id("holder", credentials_);
        Append request =
            to_stream("credential/" + id("c", credentials_++), "credential.registered",
                      "2024-01-10", {{"program", "cptm"}, {"holder", holder}, {"practicum", "p"}});
        request.creates = true;
        return request;
    }
    return about_credential();
}

// Some are refused by the rules, as things stand then.
Append Requests::about_credential() {
    const std::string stream = "credential/" + id("c", pick(chance_, credentials_ + 1));
    switch (pick(chance_, 5)) {
        case 0:
            return to_stream(stream, "module.completed", "2024-02-20",
                             {{"module", 1 + pick(chance_, 10)}});
        case 1:
            return to_stream(stream, "practicum.attended", "2024-03-08",
                             {{"practicum", "p"}, {"complete", true}});
        case 2:
            return to_stream(stream, "exam.passed", "2024-03-08", {{"score", 88}});
        case 3:
            return to_stream(stream, "practice_exam.taken", "2024-03-01",
                             {{"score", pick(chance_, 100)}});
        default:
            return to_stream(stream, "cpe.logged", "2025-05-02",
                             {{"activity", id("a", requests_.size())},
                              {"title", "An activity"},
                              {"completed_on", "2025-05-02"},
                              {"credit", 0.25}});
    }
}

}  // namespace recert::simulation
