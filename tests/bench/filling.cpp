#include "bench/filling.hpp"

#include <algorithm>
#include <iostream>
#include <random>

#include "bench/stored.hpp"
#include "domain/decide.hpp"
#include "events/codec.hpp"
#include "service/ledger_service.hpp"
#include "service/randomness.hpp"
#include "service/records.hpp"
#include "views/register_index.hpp"

namespace recert::bench {
namespace {

using events::Date;
using events::StreamKind;
using std::chrono::days;

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

}  // namespace

service::OpenedLedger open(const std::filesystem::path& data) {
    service::OpeningOptions options{data, service::ServiceOptions{}.origin};
    options.sync = false;
    return must(service::open_ledger(options));
}

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
    must(opened.log->publish_checkpoint(opened.signers));
    std::cerr << '\n';
}

}  // namespace recert::bench
