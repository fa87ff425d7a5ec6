// The hashes and the signature of a stopped data directory checked, beside what that cannot be
// faster than: reading and hashing (SHA-256) the same entries; CPU time of one thread. Then the
// same by more threads, by the clock. Decisions are left out. Run by `tools/bench verify`.
//
// usage: recert_bench_verify FOLDER PAIRS
#include <chrono>
#include <iomanip>
#include <iostream>

#include "bench/pairs.hpp"
#include "bench/stored.hpp"
#include "ledger/tree_check.hpp"
#include "tools/directory_source.hpp"
#include "tools/signature.hpp"

namespace {

using namespace recert;
using bench::must;

void limit(const ledger::Reader& reader) {
    std::uint64_t sum = 0;
    must(reader.visit_entries({}, reader.size().next(), [&](Seq, std::string_view entry) {
        sum += ledger::sha256(entry)[0];
        return true;
    }));
    if (sum == 0) throw std::runtime_error("nothing was hashed");
}

void hashes(const tools::Source& source, unsigned threads) {
    must(ledger::check_tree(*source.reader(), threads));
    const tools::Claim& claim = source.claim();
    const auto signer = tools::check_signature(claim.checkpoint.value().note, claim.vkeys);
    const auto root = must(source.reader()->root(claim.checkpoint->checkpoint.size));
    if (!signer || root != claim.checkpoint->checkpoint.root)
        throw std::runtime_error("the tree is not what was signed");
}

template <class Work>
double seconds_of(const Work& work) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void measure_one_thread(const tools::Source& source, int pairs) {
    const ledger::Reader& reader = *source.reader();
    const auto entries = static_cast<double>(reader.size().value);
    std::vector<double> ratios;
    for (int pair = 0; pair < pairs; ++pair) {
        const double least = bench::cpu_seconds_of([&] { limit(reader); });
        const double took = bench::cpu_seconds_of([&] { hashes(source, 1); });
        ratios.push_back(least / took);
        std::cout << std::setprecision(0) << "limit " << std::setw(9) << entries / least
                  << " entries a second    hashes and signature " << std::setw(9) << entries / took
                  << "    ratio " << std::setprecision(3) << ratios.back() << std::endl;
    }
    std::cout << "median ratio " << bench::median(ratios) << " (target 0.6)\n";
}

void measure_threads(const tools::Source& source, double entries) {
    for (unsigned threads = 1; threads <= 2 * std::thread::hardware_concurrency(); threads *= 2)
        std::cout << std::setprecision(0) << "hashes by " << threads
                  << " threads: " << entries / seconds_of([&] { hashes(source, threads); })
                  << " entries a second\n";
}

void measure(const std::string& folder, int pairs) {
    const auto source = must(tools::DirectorySource::open(folder + "/data"));
    const auto entries = static_cast<double>(source->reader()->size().value);
    std::cout << bench::machine() << "\n"
              << source->reader()->size().value << " entries\n"
              << std::fixed;
    limit(*source->reader());  // the files are in memory from here on
    measure_one_thread(*source, pairs);
    measure_threads(*source, entries);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count != 3) throw std::runtime_error("usage: recert_bench_verify FOLDER PAIRS");
        measure(arguments[1], std::stoi(arguments[2]));
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
    return 0;
}
