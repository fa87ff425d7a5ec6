// Faults 3 to 6: damage to the files of a stopped ledger. The same answers, or a loud refusal that
// names the place; never a different answer, and never a tree shorter than what was signed.
#include <fstream>
#include <iterator>

#include "events/json.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/format.hpp"
#include "store/writing.hpp"
#include "support/faulty_fs.hpp"
#include "support/unsynced_loss_fs.hpp"
#include "torture/clients.hpp"
#include "torture/faults.hpp"
#include "torture/image.hpp"

namespace recert::torture {

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

fs::path newest_log(const fs::path& store) {
    fs::path found;
    for (const auto& file : fs::directory_iterator(store))
        if (file.path().extension() == ".log" && (found.empty() || file.path() > found))
            found = file.path();
    return found;
}

// Whether it says which directory it is about: its files are named by the store.
bool names_a_place(const Error& error, const fs::path& data) {
    const std::string& said = error.message;
    for (const std::string& place :
         {data.string(), std::string("file checkpoint"), std::string("master.key"),
          std::string("the entries"), std::string("the tree")})
        if (said.find(place) != said.npos) return true;
    return false;
}

// Opens the damaged copy: the answers of before, or a refusal.
void open_damaged(Image& image, const fs::path& data, const std::string& damage, Tally& tally) {
    ++tally.runs;
    ++tally.injected;
    Tally here;
    const auto opened = service::LedgerService::open(quick_options_of(data));
    if (opened) {
        image.compare_answers(**opened, here);
    } else {
        ++here.refused;
        if (!names_a_place(opened.error(), data))
            here.differ("a refusal without a place: " + opened.error().message);
    }
    tally.refused += here.refused;
    tally.lost += here.lost;
    tally.different += here.different;
    for (const std::string& what : here.complaints)
        if (tally.complaints.size() < kComplaintsKept)
            tally.complaints.push_back(damage + ": " + what);
}

// Broken: damage that no checksum shows.
void alter_behind_the_log(Chance& chance, const fs::path& data, Told& told) {
    const auto store = store::WriteStore::open({.directory = data / "ledger"});
    if (!store) return;
    const auto entries = told.entries();
    const auto chosen =
        std::next(entries.begin(), static_cast<std::ptrdiff_t>(pick(chance, entries.size())));
    std::string bytes = chosen->second;
    bytes[bytes.size() / 2] ^= 1;
    store::Batch batch = (*store)->batch();
    batch.put(store::Family::entries, ledger::format::number(chosen->first), bytes);
    static_cast<void>((*store)->commit(std::move(batch)));
}

}  // namespace

Tally tear_tail(const Order& order) {
    constexpr std::uint64_t kTornMax = 64;
    Tally tally;
    Chance chance(order.seed);
    Image image;
    tally.acknowledged = image.told().count();
    Told& told = image.told();
    const ledger::TreeSize covered =
        ledger::read_checkpoint(image.unsigned_tail()).value().value().checkpoint.size;
    while (order.goes_on(tally.runs)) {
        const fs::path torn = image.copy();
        fs::remove_all(torn);
        fs::copy(image.unsigned_tail(), torn, fs::copy_options::recursive);
        const fs::path log = newest_log(torn / "ledger");
        const std::uint64_t bytes = fs::file_size(log);
        // Broken: torn far into what was signed, and nothing tells how much that was.
        const std::uint64_t left = order.broken ? bytes / 3 : bytes - 1 - pick(chance, kTornMax);
        fs::resize_file(log, left);
        if (order.broken) write(torn / "checkpoint", read(image.yesterday() / "checkpoint"));
        ++tally.runs;
        ++tally.injected;
        const auto opened = service::LedgerService::open(quick_options_of(torn));
        if (!opened) {
            ++tally.refused;
            continue;
        }
        const service::Principal admin{service::Role::admin, "torture"};
        for (const auto& [seq, entry] : told.entries()) {
            const auto found = (*opened)->entry({seq}, admin);
            if (found && *found != entry) tally.differ("entry " + std::to_string(seq));
            if (!found && covered.covers({seq}))
                tally.lose("entry " + std::to_string(seq) + " of a torn log");
        }
    }
    return tally;
}

Tally flip_bits(const Order& order) {
    Tally tally;
    Chance chance(order.seed);
    Image image;
    tally.acknowledged = image.told().count();
    const auto files = image.files();
    while (order.goes_on(tally.runs)) {
        const fs::path& data = image.copy();
        const fs::path& file = files.at(pick(chance, files.size()));
        if (order.broken) {
            alter_behind_the_log(chance, data, image.told());
            open_damaged(image, data, "an altered entry", tally);
            continue;
        }
        std::string bytes = read(data / file);
        const std::uint64_t at = pick(chance, bytes.size());
        const auto bit = static_cast<unsigned>(pick(chance, 8));
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
        write(data / file, bytes);
        open_damaged(image, data,
                     "bit " + std::to_string(bit) + " of byte " + std::to_string(at) + " in " +
                         file.string(),
                     tally);
    }
    return tally;
}

Tally lose_files(const Order& order) {
    Tally tally;
    Image image;
    tally.acknowledged = image.told().count();
    const auto files = image.files();
    std::size_t next = 0;
    while (order.goes_on(tally.runs, files.size())) {
        const fs::path& file = files.at(next++ % files.size());
        const fs::path& data = image.copy();
        fs::remove(data / file);
        // Broken: a lost key is made anew.
        if (order.broken && file.filename() == "idempotency.key")
            fs::copy_file(data / "keys" / "signing.seed", data / file);
        open_damaged(image, data, "without " + file.string(), tally);
    }
    return tally;
}

namespace {

// A disk that says it has synced and has not: after the power cut it is yesterday's.
void lie_then_cut(const Order& order, std::uint64_t seed, Tally& tally) {
    support::ScratchDirectory scratch;
    const auto under = std::make_shared<support::UnsyncedLossFs>();
    const auto disk = std::make_shared<support::FaultyFs>(under);
    service::ServiceOptions options = options_of(scratch.path() / "data");
    options.file_system = disk;
    Told told;
    {
        const auto opened = service::LedgerService::open(options);
        if (!opened) return tally.differ("no first start: " + opened.error().message);
        if (!prepare(**opened)) return tally.differ("nothing can be appended");
        disk->lie_about_syncs(true);
        Clients(**opened, "lie", 10, [&](const auto& key, const auto& outcome) {
            if (outcome) told.take(key, outcome->first, outcome->entries);
            return outcome.has_value();
        }).wait();
    }
    told.see_checkpoint(options.data);
    disk->lie_about_syncs(false);
    under->lose_unsynced(seed);
    if (order.broken) fs::remove(options.data / "checkpoint");
    ++tally.runs;
    ++tally.injected;
    const auto opened = service::LedgerService::open(options);
    if (!opened) {
        ++tally.refused;
        return;
    }
    const service::Principal admin{service::Role::admin, "torture"};
    for (const auto& [seq, entry] : told.entries()) {
        const auto found = (*opened)->entry({seq}, admin);
        if (!found) tally.lose("entry " + std::to_string(seq) + ", which was signed");
    }
}

}  // namespace

Tally go_back_a_day(const Order& order) {
    Tally tally;
    Image image;
    tally.acknowledged = image.told().count();
    const std::string today = read(image.whole() / "checkpoint");
    while (order.goes_on(tally.runs)) {
        const fs::path data = image.copy();
        fs::remove_all(data);
        fs::copy(image.yesterday(), data, fs::copy_options::recursive);
        if (!order.broken) write(data / "checkpoint", today);
        open_damaged(image, data, "yesterday's directory", tally);
        lie_then_cut(order, order.seed + tally.runs, tally);
    }
    return tally;
}

}  // namespace recert::torture
