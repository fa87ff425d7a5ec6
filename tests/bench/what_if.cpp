// What other rules would change, over many stored credentials (filling.hpp): CPU time and memory.
// In one process, through what_if_page as the service answers it, without HTTP. Run by
// `tools/bench what-if`.
//
// usage: recert_bench_what_if FOLDER
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>

#include "bench/filling.hpp"
#include "bench/pairs.hpp"
#include "bench/stored.hpp"
#include "projections/built_in.hpp"
#include "service/history.hpp"
#include "service/what_if.hpp"

namespace {

using namespace recert;
using bench::kProgram;
using bench::must;
using events::Json;

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

void ask(const std::filesystem::path& data) {
    const auto opened = bench::open(data);
    const auto reader = must(opened.log->reader());
    service::RecordCache cache;
    const service::Reading reading{reader, cache, *opened.vault, bench::FixedClock{}.now()};
    service::WhatIfQuery query{other_rules(), {}, {}};
    query.paging.limit = service::kPageItemsMax;
    std::int64_t judged = 0;
    std::int64_t differ = 0;
    const double begun = bench::cpu_seconds();
    do {
        const auto page = must(
            service::what_if_page(reading, kProgram, query, {service::Role::auditor, "bench"}));
        judged += page.about["totals"]["judged"].get<std::int64_t>();
        differ += page.about["totals"]["differ"].get<std::int64_t>();
        query.paging.cursor = page.next;
    } while (query.paging.cursor);
    const double seconds = bench::cpu_seconds() - begun;
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
    try {
        if (count != 2) throw std::runtime_error("usage: recert_bench_what_if FOLDER");
        ask(std::filesystem::path(arguments[1]) / "data");
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
