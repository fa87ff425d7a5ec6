#include "service/decider.hpp"

#include "events/codec.hpp"
#include "service/questions.hpp"
#include "service/work.hpp"

namespace recert::service {

Result<Decider> Decider::open(const Surroundings& surroundings) {
    const auto reader = surroundings.log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto build = views::live_build(*reader);
    if (!build) return tl::unexpected(build.error());
    if (reader->size().value == 0) return Decider(surroundings, {}, *reader, *build);
    const auto last = recorded_at(*reader, {reader->size().value - 1});
    if (!last) return tl::unexpected(last.error());
    return Decider(surroundings, *last, *reader, *build);
}

Decider::Decider(const Surroundings& surroundings, events::Instant last, ledger::Reader reader,
                 views::Build build)
    : around_(surroundings),
      recording_(surroundings.clock, last),
      reader_(std::move(reader)),
      register_(build),
      newest_(std::make_unique<RecordCache>(kRecordCacheBytes)),
      next_(reader_.size().next()) {}

Result<Group> Decider::begin(std::uint64_t durable) {
    // Forget first, then look: what was forgotten must be in the snapshot.
    uncommitted_.forget(durable);
    auto reader = around_.log.reader();
    if (!reader) return tl::unexpected(reader.error());
    reader_ = std::move(*reader);
    Group group;
    group.number = ++groups_;
    group.writes.first = next_;
    return group;
}

Result<Held> Decider::current(const events::StreamName& stream) {
    const std::string name = stream.text();
    if (const Held* record = uncommitted_.record(name)) return *record;
    if (auto record = newest_->find(name)) return std::move(*record);
    const auto version = reader_.head(name);
    if (!version) return tl::unexpected(version.error());
    if (version->value == 0) return empty_record(stream.kind);
    auto record = load(reader_, around_.cache, stream, *version);
    if (record) newest_->keep(name, *record);
    return record;
}

Result<bool> Decider::number_taken(const std::string& key) {
    if (uncommitted_.number(key)) return true;
    const auto held = reader_.view(key);
    if (!held) return tl::unexpected(held.error());
    return held->has_value();
}

Result<Appended> Decider::replay(const ledger::Repeat& repeat) {
    Appended out;
    out.first = repeat.first;
    out.last = {repeat.first.value + repeat.count - 1};
    out.replayed = true;
    RECERT_TRY(reader_.visit_entries(out.first, out.last.next(), [&](Seq, std::string_view entry) {
        out.entries.emplace_back(entry);
        return true;
    }));
    if (out.entries.size() != repeat.count)
        return fail(ErrorCode::corrupt, "an idempotency key stands for entries that are missing");
    const auto last = events::decode(out.entries.back());
    if (!last) return tl::unexpected(last.error());
    out.stream = last->envelope.stream;
    out.version = last->envelope.version;
    return out;
}

Result<std::optional<Appended>> Decider::repeated(const Command& command) {
    if (!command.keyed || command.dry_run) return std::optional<Appended>();
    const auto reused = [] {
        return fail(ErrorCode::idempotency_key_reused,
                    "this idempotency key was used for another request");
    };
    if (const auto* before = uncommitted_.repeat(command.keyed->scope)) {
        if (before->digest != command.keyed->digest) return reused();
        Appended again = before->appended;
        again.replayed = true;
        return again;
    }
    const auto kept = reader_.repeat(command.keyed->scope);
    if (!kept) return tl::unexpected(kept.error());
    if (!*kept) return std::optional<Appended>();
    if ((*kept)->digest != command.keyed->digest) return reused();
    auto again = replay(**kept);
    if (!again) return tl::unexpected(again.error());
    return *again;
}

Result<Made> Decider::decide(const Command& command) {
    Work work(*this, command);
    RECERT_TRY(work.locate());
    RECERT_TRY(work.gather_context());
    for (const Item& item : command.items) RECERT_TRY(work.decide(item));
    if (command.items.empty()) RECERT_TRY(work.decide_again());
    return work.done();
}

void Decider::take(Command command, Group& group) {
    auto again = repeated(command);
    if (!again || *again) {
        Result<Appended> outcome =
            again ? Result<Appended>(std::move(**again)) : tl::unexpected(again.error());
        group.answers.push_back({std::move(command.done), std::move(outcome), command.queued_at});
        return;
    }
    auto made = decide(command);
    if (!made) {
        group.answers.push_back(
            {std::move(command.done), tl::unexpected(made.error()), command.queued_at});
        return;
    }
    if (!command.dry_run && !made->entries.empty()) {
        uncommitted_.add(group.number, command, *made);
        next_ = made->appended.last.next();
        const std::string stream = made->appended.stream.text();
        if (made->row) register_.remember(made->appended.stream.id, std::move(*made->row));
        newest_->keep(stream, *made->record);
        group.records.emplace_back(stream, std::move(*made->record));
        if (command.keyed)
            group.writes.keys.emplace_back(
                command.keyed->scope,
                ledger::Repeat{command.keyed->digest, made->appended.first,
                               static_cast<std::uint32_t>(made->entries.size())});
        std::move(made->entries.begin(), made->entries.end(),
                  std::back_inserter(group.writes.entries));
        std::move(made->views.begin(), made->views.end(), std::back_inserter(group.writes.views));
    }
    group.answers.push_back(
        {std::move(command.done), std::move(made->appended), command.queued_at});
    if (command.dry_run) return;
    for (const std::string& holder : command.also) take(erase_also(command, holder), group);
}

}  // namespace recert::service
