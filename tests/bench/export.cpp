// The report `compliance` over many stored credentials (filling.hpp), as CSV and as a workbook:
// rows a second of CPU, and memory. In one process, through what the service answers it by, without
// HTTP. Run by `tools/bench export`.
//
// usage: recert_bench_export FOLDER
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>

#include "bench/filling.hpp"
#include "bench/pairs.hpp"
#include "bench/stored.hpp"
#include "documents/table_writer.hpp"
#include "service/reporting.hpp"
#include "support/scratch_directory.hpp"

namespace {

using namespace recert;
using bench::must;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

std::uint64_t drain(documents::TableWriter& writer) {
    std::uint64_t bytes = 0;
    for (;;) {
        const auto piece = must(writer.take(kPieceBytes));
        if (piece.empty()) return bytes;
        bytes += piece.size();
    }
}

void measure(const service::Reporting& reporting, const std::string& format) {
    const double begun = bench::cpu_seconds();
    const auto rows =
        must(reporting.begin({.name = "compliance"}, {service::Role::auditor, "bench"}));
    const auto& columns = rows->report().columns;
    auto writer = format == "csv" ? documents::csv_table(columns, {})
                                  : must(documents::xlsx_table(columns, "compliance"));
    std::uint64_t bytes = 0;
    while (const auto some = must(rows->next())) {
        must(writer->add(*some));
        bytes += drain(*writer);
    }
    const events::Json about = rows->about();
    must(writer->end(about));
    bytes += drain(*writer);
    const double seconds = bench::cpu_seconds() - begun;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto count = about["rows"].get<double>();
    std::cout << format << ": " << about["rows"] << " rows of " << about["credentials"]
              << " credentials, " << (bytes >> 20U) << " MiB" << std::fixed << std::setprecision(1)
              << "\n  CPU seconds     " << seconds << "\n  rows a second   " << count / seconds
              << "\n  peak memory     " << usage.ru_maxrss / 1024 << " MiB\n";
}

void run(const std::filesystem::path& data) {
    const auto opened = bench::open(data);
    const support::ScratchDirectory scratch;
    bench::FixedClock clock;
    service::SystemRandomness randomness;
    service::RecordCache cache;
    const auto accesses = must(service::Accesses::open(scratch.path(), clock));
    const service::Reporting reporting({*opened.log, *opened.vault, cache, clock, randomness},
                                       *accesses);
    for (const char* format : {"csv", "xlsx"}) measure(reporting, format);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count != 2) throw std::runtime_error("usage: recert_bench_export FOLDER");
        run(std::filesystem::path(arguments[1]) / "data");
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
