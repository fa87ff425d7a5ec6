#include "torture/image.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

#include "events/json.hpp"
#include "ledger/checkpoint.hpp"
#include "support/unsynced_loss_fs.hpp"
#include "torture/clients.hpp"

namespace recert::torture {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kEach = 20;
constexpr std::chrono::milliseconds kLook{20};

void must(const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
}

void copy_over(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

void wait_until_signed(const fs::path& data, const service::Service& service) {
    for (;;) {
        const auto found = ledger::read_checkpoint(data);
        if (found && *found && (*found)->checkpoint.size.value >= service.size()) return;
        std::this_thread::sleep_for(kLook);
    }
}

bool is_refusal(const Error& error) {
    return error.code == ErrorCode::corrupt || error.code == ErrorCode::storage;
}

}  // namespace

service::ServiceOptions quick_options_of(const fs::path& data) {
    service::ServiceOptions options = options_of(data);
    options.file_system = std::make_shared<support::UnsyncedLossFs>();
    return options;
}

void Image::live(const std::string& name, bool is_cut_off) {
    const auto opened = service::LedgerService::open(quick_options_of(whole_));
    if (!opened) throw std::runtime_error(opened.error().message);
    service::Service& service = **opened;
    must(prepare(service));
    const auto hear = [this](const std::string& key, const Result<service::Appended>& outcome) {
        if (outcome) told_.take(key, outcome->first, outcome->entries);
        return outcome.has_value();
    };
    Clients(service, name, kEach, hear).wait();
    wait_until_signed(whole_, service);
    if (is_cut_off) {
        Clients(service, name + "tail", kEach / 4, hear).wait();
        copy_over(whole_, unsigned_tail_);
    }
    answers_ = answers(service, nullptr);
}

Image::Image() {
    live("first", false);
    copy_over(whole_, yesterday_);
    live("second", true);
    told_.see_checkpoint(whole_);
}

const fs::path& Image::copy() {
    copy_over(whole_, copy_);
    return copy_;
}

std::vector<fs::path> Image::files() const {
    std::vector<fs::path> found;
    for (const auto& file : fs::recursive_directory_iterator(whole_))
        if (file.is_regular_file() && file.file_size() > 0)
            found.push_back(fs::relative(file.path(), whole_));
    std::sort(found.begin(), found.end());
    return found;
}

std::map<std::string, std::string> Image::answers(service::Service& service, Tally* tally) const {
    const service::Principal admin{service::Role::admin, "torture"};
    const service::When when{"2026-01-01", std::nullopt};
    std::map<std::string, std::string> found;
    const auto note = [&](const std::string& question, const Result<service::State>& answer) {
        if (answer)
            found[question] = answer->body.dump();
        else if (tally != nullptr && !is_refusal(answer.error()))
            tally->differ(question + ": " + answer.error().message);
    };
    for (unsigned client = 0; client < kClients; ++client)
        for (const auto kind : {events::StreamKind::credential, events::StreamKind::holder}) {
            const events::StreamName name{kind, credential_of(client)};
            note(name.text(), service.state(name, when, admin));
        }
    return found;
}

void Image::compare_answers(service::Service& service, Tally& tally) const {
    const service::Principal admin{service::Role::admin, "torture"};
    for (const auto& [seq, bytes] : told_.entries()) {
        const auto entry = service.entry({seq}, admin);
        const std::string name = "entry " + std::to_string(seq);
        if (entry && *entry != bytes) tally.differ(name);
        if (!entry && entry.error().code == ErrorCode::not_found) tally.lose(name);
        if (!entry && is_refusal(entry.error())) ++tally.refused;
    }
    const std::string key = told_.keys().begin()->first;
    if (const auto again = ask(service, logging(key)); again || !is_refusal(again.error()))
        told_.compare(key, again, tally);
    for (const auto& [question, answer] : answers(service, &tally)) {
        const auto before = answers_.find(question);
        if (before != answers_.end() && before->second != answer)
            tally.differ(question + " is " + answer + ", was " + before->second);
    }
}

}  // namespace recert::torture
