// A page of 100 by status, of today and of days gone by, over many credentials; in one process,
// through the service, without HTTP. Run by `tools/bench lists`.
//
// usage: recert_bench_lists FOLDER CREDENTIALS PAGES
// The credentials are made up and written below the rules: entries that only say when they were
// recorded, and for each step of a life (registered, certified, renewed) the register's row and
// notes, as the service writes them. PAGES of each kind are measured, in turn.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>
#include <random>

#include "bench/stored.hpp"
#include "service/ledger_service.hpp"
#include "service/opened_ledger.hpp"
#include "views/register_index.hpp"

namespace {

using namespace recert;
using bench::kToday;
using bench::must;
using events::Date;
using events::Json;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr std::size_t kPageItems = 100;
constexpr int kPagesOfAList = 4;
constexpr std::size_t kCredentialsAtOnce = 250;
const Date kBegan = events::parse_date("2020-05-04").value();
const std::vector<std::string> kStatuses = {"candidate", "active", "lapsed", "expired-candidate"};

std::string text(Date date) { return events::format_date(date); }

class Lives {
  public:
    explicit Lives(ledger::Log& log) : log_(log), build_(must(views::live_build(reader()))) {
        begin();
    }

    void live(std::size_t number) {
        stream_ = "c" + std::to_string(number);
        before_.clear();
        version_ = {};
        const Date registered = kBegan + std::chrono::days(upto((kToday - kBegan).count()));
        Json row = {{"program", "cptm"},
                    {"holder", "h" + std::to_string(number)},
                    {"timeline", Json::array({Json::array({text(registered), "candidate"})})},
                    {"awards", Json::array()},
                    {"cycles", Json::array()}};
        step(row, events::add_months(registered, 10), "expired-candidate");
        const Date certified = registered + std::chrono::days(30 + upto(210));
        if (certified > kToday || upto(100) < 15) return;
        row["timeline"].push_back({text(certified), "active"});
        row["awards"].push_back({text(certified), "CPTM-" + std::to_string(number)});
        Date ends;
        for (int cycle = 1;; ++cycle) {
            const Date starts = events::add_months(certified, 24 * (cycle - 1));
            ends = events::add_months(certified, 24 * cycle) - std::chrono::days(1);
            const Date renewed = starts - std::chrono::days(cycle == 1 ? 0 : upto(150));
            if (renewed > kToday || (cycle > 1 && upto(100) < 30)) return;
            row["cycles"].push_back({text(renewed), cycle, text(starts), text(ends)});
            step(row, ends + std::chrono::days(1), "lapsed");
        }
    }

    void write() {
        must(log_.append(group_));
        begin();
    }

  private:
    ledger::Reader reader() const { return must(log_.reader()); }
    void begin() { group_ = {{reader().size().value}, {}, {}, {}}; }
    int upto(std::int64_t most) {
        return static_cast<int>(std::uniform_int_distribution<std::int64_t>(0, most)(random_));
    }

    // An entry, and the row after it: as it stands, and then, if nothing happens, `status`.
    void step(Json row, Date from, const char* status) {
        row["timeline"].push_back({text(from), status});
        const Seq seq{group_.first.value + group_.entries.size()};
        const std::string after = events::canonical(row);
        auto changes = must(views::row_changes(build_, stream_, seq, before_, after));
        std::move(changes.begin(), changes.end(), std::back_inserter(group_.views));
        before_ = after;
        version_ = version_.next();
        group_.entries.push_back(
            {"credential/" + stream_, version_, R"({"recorded_at":"2026-05-04T15:00:00.000Z"})"});
    }

    ledger::Log& log_;
    views::Build build_;
    std::mt19937_64 random_{7};
    ledger::Group group_;
    std::string stream_;
    std::string before_;
    StreamVersion version_{};
};

void fill(const service::ServiceOptions& options, std::size_t credentials) {
    must(service::LedgerService::open(options));  // publishes the programs
    const auto opened =
        must(service::open_ledger({options.data, options.origin, false, options.sync, nullptr}));
    Lives lives(*opened.log);
    for (std::size_t number = 0; number < credentials; ++number) {
        lives.live(number);
        if ((number + 1) % kCredentialsAtOnce == 0) lives.write();
        if ((number + 1) % 10'000 == 0) std::cerr << "\rwritten    " << number + 1 << std::flush;
    }
    lives.write();
    std::cerr << '\n';
}

struct Took {
    std::vector<double> full_us;
    std::size_t short_pages = 0;

    double at(int percent) const {
        return full_us.empty() ? 0
                               : full_us[full_us.size() * static_cast<std::size_t>(percent) / 100];
    }
};

// The first pages of a list, each timed.
void measure(const service::Service& service, service::ListQuery query, Took& took) {
    for (int page = 0; page < kPagesOfAList; ++page) {
        const auto begin = std::chrono::steady_clock::now();
        const auto read = must(service.list(query, {service::Role::auditor, "bench"}));
        const Microseconds us = std::chrono::steady_clock::now() - begin;
        if (read.items.size() == kPageItems)
            took.full_us.push_back(us.count());
        else
            ++took.short_pages;
        if (!read.next) return;
        query.paging.cursor = read.next;
    }
}

void print(const std::string& name, Took& took) {
    std::sort(took.full_us.begin(), took.full_us.end());
    std::cout << std::left << std::setw(28) << name << std::right << std::fixed
              << std::setprecision(0) << std::setw(8) << took.full_us.size() << std::setw(8)
              << took.short_pages << std::setw(9) << took.at(50) << std::setw(9) << took.at(99)
              << std::endl;
}

void measure_all(const service::Service& service, std::size_t pages) {
    std::mt19937_64 random(11);
    std::uniform_int_distribution<std::int64_t> any(200, (kToday - kBegan).count() - 1);
    std::map<std::string, Took> by_status;
    Took today;
    Took past;
    std::size_t tries = 0;
    while (today.full_us.size() < pages && ++tries < pages) {
        for (const std::string& status : kStatuses) {
            service::ListQuery query{.kind = events::StreamKind::credential, .status = status};
            query.paging.limit = kPageItems;
            Took now;
            measure(service, query, now);
            query.when.as_of = text(kBegan + std::chrono::days(any(random)));
            Took then;
            measure(service, query, then);
            for (const auto& [from, kind] :
                 {std::pair(&now, ", today"), std::pair(&then, ", past")})
                for (Took* into : {from == &now ? &today : &past, &by_status[status + kind]}) {
                    into->full_us.insert(into->full_us.end(), from->full_us.begin(),
                                         from->full_us.end());
                    into->short_pages += from->short_pages;
                }
        }
    }
    std::cout << "list                           pages   short   p50 µs   p99 µs\n";
    for (auto& [name, took] : by_status) print(name, took);
    print("all, today", today);
    print("all, past", past);
    std::cout << std::setprecision(2) << "p99 past / today = " << past.at(99) / today.at(99)
              << ", p50 " << past.at(50) / today.at(50) << std::endl;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::cerr << "usage: recert_bench_lists FOLDER CREDENTIALS PAGES\n";
        return 2;
    }
    try {
        service::ServiceOptions options;
        options.data = std::filesystem::path(arguments[1]) / "data";
        options.clock = std::make_shared<bench::FixedClock>();
        options.sync = false;
        std::filesystem::remove_all(options.data);
        const auto begin = std::chrono::steady_clock::now();
        fill(options, std::stoul(arguments[2]));
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        std::cout << "data       " << arguments[2] << " credentials, written in " << std::fixed
                  << std::setprecision(0) << seconds.count() << " s" << std::endl;
        options.sync = true;
        const auto service = must(service::LedgerService::open(options));
        measure_all(*service, std::stoul(arguments[3]));
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
