// What other rules would change, over many stored credentials: CPU time and memory. In one
// process, through what_if_page as the service answers it, without HTTP. Run by
// `tools/bench what-if`.
//
// usage: recert_bench_what_if fill FOLDER CREDENTIALS
//        recert_bench_what_if ask FOLDER
// The entries are such as the service writes: a holder, a registration, an exam, an award, twelve
// activities, mostly a fee, and the decisions that follow. Credentials whose ids are next to each
// other began within the same month, and kCohort of them lie in the ledger mingled by date. Only
// the sealed texts are made up, and a credential's row is written once, after its last entry.
#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <random>

#include "bench/stored.hpp"
#include "domain/decide.hpp"
#include "events/codec.hpp"
#include "projections/built_in.hpp"
#include "service/history.hpp"
#include "service/ledger_service.hpp"
#include "service/opened_ledger.hpp"
#include "service/randomness.hpp"
#include "service/records.hpp"
#include "service/what_if.hpp"
#include "views/register_index.hpp"

namespace {

using namespace recert;
using bench::kToday;
using bench::must;
using events::Date;
using events::Json;
using events::StreamKind;
using std::chrono::days;

const std::string kProgram = "pmp";
const Date kFirst = events::parse_date("2018-01-01").value();
const Date kLastBegin = events::parse_date("2023-04-01").value();
const std::vector<std::string> kCategories = {
    "education.ways-of-working", "education.power-skills", "education.business-acumen",
    "education.ways-of-working", "education.power-skills", "education.business-acumen",
    "education.business-acumen", "giving-back.working",    "giving-back.creating",
    "giving-back.volunteering"};
constexpr std::size_t kCohort = 10'000;
constexpr std::size_t kEntriesAtOnce = 2'000;
constexpr int kActivities = 12;
// As long as what a name takes, sealed: nonce, zeros, text and tag.
const std::string kSealed(99, 'A');

service::OpenedLedger open(const std::filesystem::path& data) {
    service::OpeningOptions options{data, service::ServiceOptions{}.origin};
    options.sync = false;
    return must(service::open_ledger(options));
}

std::shared_ptr<const projections::Program> program_of(const ledger::Reader& reader) {
    service::RecordCache cache;
    const auto held = must(service::load_at(reader, cache, {StreamKind::program, kProgram},
                                            {reader.size().value - 1}));
    return std::get<std::shared_ptr<const projections::Program>>(held);
}

struct Happening {
    Date on;
    std::size_t who;
    events::Event event;
};

class Filling {
  public:
    explicit Filling(ledger::Log& log)
        : log_(log),
          build_(must(views::live_build(must(log.reader())))),
          context_{program_of(must(log.reader())), nullptr, nullptr},
          next_{must(log.reader()).size().value} {
        group_.first = next_;
    }

    // Those numbered from `first`, who begin within a month from `begin`.
    void cohort(std::size_t first, std::size_t count, Date begin) {
        std::vector<Happening> happenings;
        for (std::size_t n = 0; n < count; ++n) live(first + n, n, begin, happenings);
        std::stable_sort(happenings.begin(), happenings.end(),
                         [](const Happening& a, const Happening& b) { return a.on < b.on; });
        records_.assign(count, {});
        for (Happening& happening : happenings) take(first, happening);
        for (std::size_t n = 0; n < count; ++n) {
            auto changes = must(views::row_changes(build_, name(first + n), records_[n].last(), "",
                                                   views::row_of(records_[n], context_)));
            std::move(changes.begin(), changes.end(), std::back_inserter(group_.views));
            if (n % kEntriesAtOnce == 0) write();
        }
        write();
    }

  private:
    static std::string name(std::size_t number) {
        std::string digits = std::to_string(number);
        return kProgram + "-" + std::string(8 - digits.size(), '0') + digits;
    }
    int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }

    void live(std::size_t number, std::size_t who, Date begin, std::vector<Happening>& into) {
        const Date on = begin + days(upto(30));
        const std::string holder = "h" + std::to_string(number);
        events::HolderRegistered person{};
        person.name = person.email = {kSealed, holder};
        into.push_back({on, who, events::HolderEvent{person}});
        events::CredentialRegistered registered{};
        registered.program = {kProgram};
        registered.holder = {holder};
        const auto add = [&](Date day, events::CredentialEvent event) {
            into.push_back({day, who, std::move(event)});
        };
        add(on, registered);
        const Date passed = on + days(1 + upto(40));
        add(passed, events::ExamPassed{});
        for (int n = 0; n < kActivities; ++n) {
            events::CpeLogged logged{};
            logged.activity = {"activity-" + std::to_string(n)};
            logged.title = {kSealed, holder};
            logged.category = kCategories[static_cast<std::size_t>(upto(9))];
            logged.completed_on = passed + days(1 + upto(1'000));
            logged.credit = {100 * (3 + upto(5))};
            add(logged.completed_on, logged);
        }
        if (upto(99) >= 85) return;
        events::FeePaid paid{};
        paid.kind = events::FeeKind::renewal;
        paid.money = {6'000, {"USD"}};
        add(passed + days(900 + upto(150)), paid);
    }

    void take(std::size_t first, Happening& happening) {
        const bool is_holder = happening.event.index() == 2;
        const std::string id = name(first + happening.who);
        if (is_holder)
            return write_entry({StreamKind::holder, "h" + std::to_string(first + happening.who)},
                               {1}, happening.on, {"staff:bench"}, std::move(happening.event));
        auto& record = records_[happening.who];
        append(id, record, happening.on, {"staff:bench"}, std::move(happening.event));
        for (auto& decision :
             domain::decide_again(record, context_, {happening.on, next_, random_()}))
            append(id, record, decision.on, decision.actor, std::move(decision.event));
    }

    void append(const std::string& id, projections::CredentialRecord& record, Date on,
                const events::Actor& actor, events::Event event) {
        const events::StreamName stream{StreamKind::credential, id};
        record.apply(recorded(stream, record.version().next(), on, actor, event));
        write_entry(stream, record.version(), on, actor, std::move(event));
    }

    events::Recorded recorded(const events::StreamName& stream, StreamVersion version, Date on,
                              const events::Actor& actor, events::Event event) {
        events::Recorded recorded{};
        recorded.envelope.seq = next_;
        recorded.envelope.stream = stream;
        recorded.envelope.version = version;
        recorded.envelope.occurred_at = {on, events::format_date(on)};
        recorded.envelope.on = on;
        recorded.envelope.actor = actor;
        recorded.event = std::move(event);
        return recorded;
    }

    void write_entry(const events::StreamName& stream, StreamVersion version, Date on,
                     const events::Actor& actor, events::Event event) {
        auto entry = recorded(stream, version, on, actor, std::move(event));
        entry.envelope.recorded_at = kToday;
        entry.envelope.id = service::uuid_v7(kToday, salts_);
        entry.envelope.salt = service::entry_salt(salts_);
        group_.entries.push_back({stream.text(), version, must(events::encode(entry))});
        next_ = next_.next();
        if (group_.entries.size() >= kEntriesAtOnce) write();
    }

    void write() {
        must(log_.append(group_));
        group_ = {};
        group_.first = next_;
    }

    ledger::Log& log_;
    views::Build build_;
    projections::Context context_;
    Seq next_;
    ledger::Group group_;
    std::vector<projections::CredentialRecord> records_;
    std::mt19937_64 random_{7};
    service::SystemRandomness salts_;
};

void fill(const std::filesystem::path& data, std::size_t credentials) {
    service::ServiceOptions options;
    options.data = data;
    options.clock = std::make_shared<bench::FixedClock>();
    options.sync = false;
    must(service::LedgerService::open(options));  // publishes the programs
    const auto opened = open(data);
    Filling filling(*opened.log);
    const auto span = static_cast<double>((kLastBegin - kFirst).count());
    for (std::size_t first = 0; first < credentials; first += kCohort) {
        const double part = static_cast<double>(first) / static_cast<double>(credentials);
        filling.cohort(first, std::min(kCohort, credentials - first),
                       kFirst + days(static_cast<int>(part * span)));
        std::cerr << "\rwritten    " << std::min(first + kCohort, credentials) << std::flush;
    }
    std::cerr << '\n';
}

// Fewer hours in all, and no limit to those of one's work.
Json other_rules() {
    for (const auto& program : projections::built_in_programs()) {
        if (program.id != kProgram) continue;
        Json rules = program.published["rules"];
        rules["requirements"][0]["min"] = 55;
        rules["caps"].erase(1);
        return rules;
    }
    throw std::runtime_error("no such program");
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void ask(const std::filesystem::path& data) {
    const auto opened = open(data);
    const auto reader = must(opened.log->reader());
    service::RecordCache cache;
    const service::Reading reading{reader, cache, *opened.vault, bench::FixedClock{}.now()};
    service::WhatIfQuery query{other_rules(), {}, {}};
    query.paging.limit = service::kPageItemsMax;
    std::int64_t judged = 0;
    std::int64_t differ = 0;
    const double begun = cpu_seconds();
    do {
        const auto page = must(
            service::what_if_page(reading, kProgram, query, {service::Role::auditor, "bench"}));
        judged += page.about["totals"]["judged"].get<std::int64_t>();
        differ += page.about["totals"]["differ"].get<std::int64_t>();
        query.paging.cursor = page.next;
    } while (query.paging.cursor);
    const double seconds = cpu_seconds() - begun;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << "judged " << judged << " credentials, of " << reader.size().value
              << " entries; would differ: " << differ << std::fixed << std::setprecision(1)
              << "\nCPU seconds           " << seconds << "\nmicroseconds a credential "
              << seconds * 1e6 / static_cast<double>(std::max<std::int64_t>(judged, 1))
              << "\npeak memory           " << usage.ru_maxrss / 1024 << " MiB\n";
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    try {
        if (words.size() == 3 && words[0] == "fill")
            fill(std::filesystem::path(words[1]) / "data", std::stoul(words[2]));
        else if (words.size() == 2 && words[0] == "ask")
            ask(std::filesystem::path(words[1]) / "data");
        else
            throw std::runtime_error(
                "usage: recert_bench_what_if fill FOLDER CREDENTIALS | ask FOLDER");
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
