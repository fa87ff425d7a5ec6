// A ledger replayed (entries read, hashed, decoded, folded into the records of all streams) beside
// what that cannot be faster than: the same entries read, hashed (SHA-256) and parsed (simdjson);
// and all but the fold. CPU time of one thread. Run by `tools/bench replay`.
//
// usage: recert_bench_replay FOLDER PAIRS
#include <simdjson.h>

#include <cstring>
#include <iomanip>
#include <iostream>

#include "bench/pairs.hpp"
#include "bench/stored.hpp"
#include "events/codec.hpp"
#include "ledger/reader.hpp"
#include "tools/history.hpp"

namespace {

using namespace recert;
using bench::must;

// So that no work is left out as unused.
struct Sum {
    std::uint64_t bytes = 0;

    void add(const ledger::Hash& hash) { bytes += hash[0]; }
};

void limit(const ledger::Reader& reader, Sum& sum) {
    simdjson::dom::parser parser;
    std::string padded(events::kEntryBytesMax + simdjson::SIMDJSON_PADDING, '\0');
    must(reader.visit_entries({}, reader.size().next(), [&](Seq, std::string_view entry) {
        sum.add(ledger::sha256(entry));
        std::memcpy(padded.data(), entry.data(), entry.size());
        return parser.parse(padded.data(), entry.size(), false).error() == simdjson::SUCCESS;
    }));
}

void decode(const ledger::Reader& reader, Sum& sum) {
    must(reader.visit_entries({}, reader.size().next(), [&](Seq, std::string_view entry) {
        sum.add(ledger::leaf_hash(entry));
        return events::decode(entry).has_value();
    }));
}

void replay(const ledger::Reader& reader, Sum& sum) {
    tools::History history;
    must(reader.visit_entries({}, reader.size().next(), [&](Seq, std::string_view entry) {
        sum.add(ledger::leaf_hash(entry));
        const auto recorded = events::decode(entry);
        return recorded && history.apply(*recorded);
    }));
}

void measure(const std::string& folder, int pairs) {
    const auto reader = must(ledger::Reader::open(std::filesystem::path(folder) / "data"));
    const auto entries = static_cast<double>(reader.size().value);
    std::cout << bench::machine() << "\n" << reader.size().value << " entries\n" << std::fixed;
    Sum sum;
    limit(reader, sum);  // the files are in memory from here on
    std::vector<double> ratios;
    for (int pair = 0; pair < pairs; ++pair) {
        const double least = bench::cpu_seconds_of([&] { limit(reader, sum); });
        const double decoded = bench::cpu_seconds_of([&] { decode(reader, sum); });
        const double took = bench::cpu_seconds_of([&] { replay(reader, sum); });
        ratios.push_back(least / took);
        std::cout << std::setprecision(0) << "entries a second: limit " << entries / least
                  << ", decoded " << entries / decoded << ", replayed " << entries / took
                  << std::setprecision(3) << "; ratios " << least / decoded << ", " << ratios.back()
                  << std::endl;
    }
    std::cout << "median ratio " << bench::median(ratios) << " (target 0.7)\n";
    if (sum.bytes == 0) throw std::runtime_error("nothing was hashed");
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count != 3) throw std::runtime_error("usage: recert_bench_replay FOLDER PAIRS");
        measure(arguments[1], std::stoi(arguments[2]));
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
