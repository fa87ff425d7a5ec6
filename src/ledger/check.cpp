#include "ledger/check.hpp"

#include <string>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/format.hpp"
#include "ledger/tree_check.hpp"

namespace recert::ledger {

namespace {

using store::Family;

tl::unexpected<Error> broken(std::string what) { return fail(ErrorCode::corrupt, std::move(what)); }

// Behind check_tree: what is there is right, so only too much can be wrong.
Status check_counts(const Reader& reader) {
    const Result<std::optional<store::Row>> last = reader.snapshot().last(Family::entries);
    if (!last) return tl::unexpected<Error>(last.error());
    if (*last && (*last)->first >= format::number(reader.size().value))
        return broken("there are entries beyond the size of the tree");
    std::uint64_t tiles = 0;
    for (unsigned level = 0; level < kTileLevels; ++level)
        tiles += hashes_at(level, reader.size()) / kTileWidth;
    std::uint64_t found = 0;
    RECERT_TRY(reader.snapshot().scan(
        Family::tiles, {}, [&](std::string_view, std::string_view) { return ++found <= tiles; }));
    return found == tiles ? Status{} : broken("there are tiles beyond the size of the tree");
}

// The stream index, read in order: each stream's versions from 1, each seq once.
class Streams {
  public:
    explicit Streams(const Reader& reader)
        : reader_(reader), indexed_(reader.size().value, false) {}

    Status check() {
        RECERT_TRY(each(Family::streams, &Streams::check_row));
        RECERT_TRY(check_head());
        if (count_ != reader_.size().value) return broken("an entry is in no stream");
        RECERT_TRY(each(Family::heads, &Streams::count_head));
        return {};
    }

  private:
    using RowCheck = Status (Streams::*)(std::string_view key, std::string_view value);

    Status each(Family family, RowCheck check_one) {
        Status so_far;
        RECERT_TRY(
            reader_.snapshot().scan(family, {}, [&](std::string_view key, std::string_view value) {
                so_far = (this->*check_one)(key, value);
                return so_far.has_value();
            }));
        return so_far;
    }

    Status check_row(std::string_view key, std::string_view value) {
        const std::string_view stream = key.substr(0, key.find('\0'));
        if (stream != stream_) {
            RECERT_TRY(check_head());
            stream_ = stream;
            version_ = {};
        }
        version_ = version_.next();
        const auto seq = format::number_from(value);
        if (key != format::stream_key(stream_, version_) || !seq)
            return broken("version " + std::to_string(version_.value) + " of " + stream_ +
                          " is missing");
        if (*seq >= indexed_.size() || indexed_[*seq] || (version_.value > 1 && *seq <= last_))
            return broken("version " + std::to_string(version_.value) + " of " + stream_ +
                          " stands for the wrong entry, " + std::to_string(*seq));
        indexed_[*seq] = true;
        last_ = *seq;
        ++count_;
        return {};
    }

    Status check_head() {
        if (stream_.empty()) return {};
        const Result<StreamVersion> head = reader_.head(stream_);
        if (!head) return tl::unexpected<Error>(head.error());
        if (*head == version_) return {};
        return broken("the head of " + stream_ + " is " + std::to_string(head->value) +
                      ", its last version " + std::to_string(version_.value));
    }

    Status count_head(std::string_view stream, std::string_view) {
        const auto versions = reader_.stream(stream, {}, 1);
        if (!versions) return tl::unexpected<Error>(versions.error());
        if (versions->empty())
            return broken("the head of " + std::string(stream) + " has no stream");
        return {};
    }

    const Reader& reader_;
    std::vector<bool> indexed_;
    std::string stream_;
    StreamVersion version_;
    std::uint64_t last_ = 0;
    std::uint64_t count_ = 0;
};

Status check_keys(const Reader& reader) {
    Status so_far;
    RECERT_TRY(reader.snapshot().scan(
        Family::idempotency, {}, [&](std::string_view key, std::string_view value) {
            const std::optional<Repeat> repeat = format::repeat_from(value);
            const std::uint64_t size = reader.size().value;
            if (!repeat || repeat->first.value > size || repeat->count > size - repeat->first.value)
                so_far = broken("the idempotency key " + hex(bytes_of(sha256(key))) +
                                " (its SHA-256) stands for entries there are not");
            return so_far.has_value();
        }));
    return so_far;
}

Status check_format(const Reader& reader) {
    const auto text = reader.snapshot().get(Family::meta, format::kFormatKey);
    if (!text) return tl::unexpected<Error>(text.error());
    if (*text == std::to_string(format::kFormat)) return {};
    return broken("the ledger is of format " + text->value_or("(none)") +
                  ", this program knows format " + std::to_string(format::kFormat) + " only");
}

// That the tree still is what each published checkpoint says it was; not who signed it.
Status check_checkpoints(const Reader& reader) {
    const std::string_view prefix = format::kCheckpointPrefix;
    Status so_far;
    RECERT_TRY(reader.snapshot().scan(
        Family::meta, store::prefix_bounds(prefix),
        [&](std::string_view key, std::string_view value) {
            const TreeSize size{format::number_from(key.substr(prefix.size())).value_or(0)};
            const auto kept = SignedCheckpoint::parse(std::string(value));
            const auto root = reader.root(size);
            if (!kept || !root || kept->checkpoint.size != size || kept->checkpoint.root != *root)
                so_far = broken("the checkpoint kept of size " + std::to_string(size.value) +
                                " is not of this tree");
            return so_far.has_value();
        }));
    return so_far;
}

}  // namespace

Status check(const Reader& reader, unsigned threads) {
    RECERT_TRY(check_format(reader));
    RECERT_TRY(reader.snapshot().store().verify_files());
    RECERT_TRY(check_tree(reader, threads));
    RECERT_TRY(check_counts(reader));
    RECERT_TRY(Streams(reader).check());
    RECERT_TRY(check_keys(reader));
    return check_checkpoints(reader);
}

}  // namespace recert::ledger
