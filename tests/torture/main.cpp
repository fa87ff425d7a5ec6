// recert_torture: brings faults about, one row a fault, and says what of the ledger's promises
// held.
#include <CLI/CLI.hpp>
#include <iomanip>
#include <iostream>
#include <random>
#include <sstream>

#include "torture/faults.hpp"
#include "torture/life.hpp"

namespace {

using recert::torture::Fault;
using recert::torture::Order;
using recert::torture::Tally;

struct Wanted {
    std::uint64_t seed = 0;
    std::uint64_t seconds = 60;
    std::vector<unsigned> faults{};
    bool broken = false;

    bool has(const Fault& fault) const {
        return faults.empty() ||
               std::find(faults.begin(), faults.end(), fault.number) != faults.end();
    }
};

void print_head() {
    std::cout << std::left << std::setw(44) << "fault" << std::right;
    for (const char* column : {"runs", "injected", "acknowledged", "refused", "lost", "different"})
        std::cout << std::setw(14) << column;
    std::cout << std::endl;
}

void print(const Fault& fault, const Tally& tally, bool is_as_it_must_be) {
    const std::string number = (fault.number < 10 ? " " : "") + std::to_string(fault.number);
    std::cout << number << ' ' << std::left << std::setw(41) << fault.name << std::right;
    for (const std::uint64_t count : {tally.runs, tally.injected, tally.acknowledged, tally.refused,
                                      tally.lost, tally.different})
        std::cout << std::setw(14) << count;
    std::cout << (is_as_it_must_be ? "" : "  <-- WRONG") << std::endl;
    for (const std::string& what : tally.complaints) std::cout << "     " << what << std::endl;
}

// The faults that are to be brought about, and what is left out, in words.
std::vector<Fault> chosen(const Wanted& wanted, std::ostream& left_out) {
    std::vector<Fault> out;
    for (const Fault& fault : recert::torture::faults()) {
        if (!wanted.has(fault)) continue;
        if (fault.needs_crash_points && !recert::torture::has_crash_points())
            left_out << "left out: " << fault.number << ", which needs the preset `faults`\n";
        else
            out.push_back(fault);
        if (!fault.waiting.empty())
            left_out << "left for later: " << fault.number << ", " << fault.waiting << '\n';
    }
    return out;
}

// What a missing guard lets through is met by chance: a slow machine, which had time for a run or
// two, tries further seeds.
Tally run(const Fault& fault, Order order) {
    constexpr int kTriesMax = 50;
    Tally tally = fault.run(order);
    for (int n = 1; order.broken && !tally.fails() && n < kTriesMax; ++n) {
        order.seed += recert::torture::faults().size();
        tally = fault.run(order);
    }
    return tally;
}

int torture(const Wanted& wanted) {
    std::cout << "seed " << wanted.seed << ", " << wanted.seconds << " s"
              << (wanted.broken ? ", broken: every row must fail" : "") << std::endl;
    std::ostringstream left_out;
    const auto faults = chosen(wanted, left_out);
    print_head();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(wanted.seconds);
    auto left = static_cast<std::int64_t>(faults.size());
    bool is_well = !faults.empty();
    for (const Fault& fault : faults) {
        const auto now = std::chrono::steady_clock::now();
        const Order order{wanted.seed + fault.number, now + (end - now) / left--, wanted.broken};
        const Tally tally = run(fault, order);
        const bool is_as_it_must_be = wanted.broken ? tally.fails() : tally.holds();
        print(fault, tally, is_as_it_must_be);
        is_well = is_well && is_as_it_must_be;
    }
    std::cout << left_out.str() << (is_well ? "all rows as they must be" : "NOT as it must be")
              << std::endl;
    return is_well ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (const auto life = recert::torture::life_asked_for(arguments)) recert::torture::live(*life);
    CLI::App app("Brings about the faults a ledger must live through, and says what held");
    Wanted wanted;
    wanted.seed = std::random_device{}();
    app.add_option("--seed", wanted.seed, "Of all that is left to chance (random)");
    app.add_option("--seconds", wanted.seconds, "How long, shared by the faults (60)");
    app.add_option("--fault", wanted.faults, "This one only, by its number; may be repeated");
    app.add_flag("--broken", wanted.broken,
                 "Leave out what guards against each: every row must fail");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return torture(wanted);
}
