#include "http/data_pieces.hpp"

#include <utility>

#include "http/data_page.hpp"

namespace recert::http {
namespace {

using events::Json;

constexpr std::size_t kEventsAtOnce = 256;
constexpr std::size_t kAccessesAtOnce = 1'000;
constexpr auto kPage = "index.html";

std::string lines_of(const std::vector<Json>& items) {
    std::string text;
    for (const Json& item : items) text.append(events::canonical(item)).append(1, '\n');
    return text;
}

}  // namespace

const std::vector<DataPieces::Stage> DataPieces::kStages = {
    &DataPieces::page_head,    &DataPieces::page_events, &DataPieces::page_accesses,
    &DataPieces::page_end,     &DataPieces::states,      &DataPieces::event_lines,
    &DataPieces::access_lines, &DataPieces::proofs,      &DataPieces::evidence,
    &DataPieces::log};

Result<DataPieces> DataPieces::begin(service::Service& service, std::string holder,
                                     service::Principal reader) {
    DataPieces pieces(service, std::move(holder), std::move(reader));
    const service::AccessesQuery who_read{.holder = pieces.holder_, .paging = {{}, 1}};
    if (const auto allowed = service.accesses(who_read, pieces.reader_); !allowed)
        return tl::unexpected<Error>(allowed.error());
    RECERT_TRY(pieces.add_state({events::StreamKind::holder, pieces.holder_}));
    RECERT_TRY(pieces.add_credentials());
    return pieces;
}

Status DataPieces::add_state(const events::StreamName& stream) {
    auto state = service_->state(stream, {}, reader_);
    if (!state) return tl::unexpected<Error>(std::move(state.error()));
    streams_.push_back(stream);
    states_.push_back(std::move(state->body));
    return {};
}

Status DataPieces::add_credentials() {
    service::ListQuery query{.kind = events::StreamKind::credential, .holder = holder_};
    do {
        auto page = service_->list(query, reader_);
        if (!page) return tl::unexpected<Error>(std::move(page.error()));
        for (const Json& item : page->items)
            RECERT_TRY(add_state({events::StreamKind::credential, item["id"].get<std::string>()}));
        query.paging.cursor = std::move(page->next);
    } while (query.paging.cursor);
    return {};
}

DataPieces::Items DataPieces::next_events() {
    if (!std::exchange(is_begun_, true)) stream_ = 0;
    while (stream_ < streams_.size()) {
        service::EventsQuery query;
        query.stream = streams_[stream_];
        query.cursor = std::exchange(cursor_, std::nullopt);
        query.limit = kEventsAtOnce;
        auto page = service_->events(query, reader_);
        if (!page) return tl::unexpected<Error>(std::move(page.error()));
        cursor_ = std::move(page->next);
        if (!cursor_) ++stream_;
        if (!page->items.empty()) return std::move(page->items);
    }
    return std::vector<Json>();
}

DataPieces::Items DataPieces::next_accesses() {
    while (!std::exchange(is_begun_, true) || cursor_) {
        const service::AccessesQuery query{
            .holder = holder_, .paging = {std::exchange(cursor_, std::nullopt), kAccessesAtOnce}};
        auto page = service_->accesses(query, reader_);
        if (!page) return tl::unexpected<Error>(std::move(page.error()));
        cursor_ = std::move(page->next);
        if (!page->items.empty()) return std::move(page->items);
    }
    return std::vector<Json>();
}

DataPieces::Pieces DataPieces::next() {
    while (stage_ < kStages.size()) {
        Pieces pieces = (this->*kStages[stage_])();
        if (!pieces || !pieces->empty()) return pieces;
        ++stage_;
        is_begun_ = false;
    }
    return std::vector<DataPiece>();
}

DataPieces::Pieces DataPieces::page_head() {
    if (std::exchange(is_begun_, true)) return std::vector<DataPiece>();
    std::string html = data_page_head(states_.front());
    for (std::size_t i = 1; i < states_.size(); ++i) html += data_page_credential(states_[i]);
    return std::vector<DataPiece>{{kPage, std::move(html)}};
}

DataPieces::Pieces DataPieces::page_events() {
    const bool begins = !is_begun_;
    const auto events = next_events();
    if (!events) return tl::unexpected<Error>(events.error());
    if (events->empty()) return std::vector<DataPiece>();
    return std::vector<DataPiece>{{kPage, data_page_events(*events, begins)}};
}

DataPieces::Pieces DataPieces::page_accesses() {
    const bool begins = !is_begun_;
    const auto accesses = next_accesses();
    if (!accesses) return tl::unexpected<Error>(accesses.error());
    if (!begins && accesses->empty()) return std::vector<DataPiece>();
    return std::vector<DataPiece>{{kPage, data_page_accesses(*accesses, begins)}};
}

DataPieces::Pieces DataPieces::page_end() {
    if (std::exchange(is_begun_, true)) return std::vector<DataPiece>();
    return std::vector<DataPiece>{{kPage, std::string(data_page_end())}};
}

DataPieces::Pieces DataPieces::states() {
    if (std::exchange(is_begun_, true)) return std::vector<DataPiece>();
    std::vector<DataPiece> pieces;
    for (std::size_t i = 0; i < streams_.size(); ++i)
        pieces.push_back({streams_[i].text() + ".json", events::canonical(states_[i]) + '\n'});
    return pieces;
}

DataPieces::Pieces DataPieces::event_lines() {
    const auto events = next_events();
    if (!events) return tl::unexpected<Error>(events.error());
    if (events->empty()) return std::vector<DataPiece>();
    for (const Json& event : *events)
        for (const Json& name : event["data"].value("evidence", Json::array()))
            named_.insert(name.get<std::string>());
    return std::vector<DataPiece>{{"events.ndjson", lines_of(*events)}};
}

DataPieces::Pieces DataPieces::access_lines() {
    const auto accesses = next_accesses();
    if (!accesses) return tl::unexpected<Error>(accesses.error());
    if (accesses->empty()) return std::vector<DataPiece>();
    return std::vector<DataPiece>{{"accesses.ndjson", lines_of(*accesses)}};
}

DataPieces::Pieces DataPieces::proofs() {
    const auto events = next_events();
    if (!events) return tl::unexpected<Error>(events.error());
    std::vector<DataPiece> pieces;
    for (const Json& event : *events) {
        auto proof = proof_of(event);
        if (!proof) return proof;
        std::move(proof->begin(), proof->end(), std::back_inserter(pieces));
    }
    return pieces;
}

DataPieces::Pieces DataPieces::proof_of(const Json& event) const {
    const Seq seq{event["seq"].get<std::uint64_t>()};
    const std::string file = "entries/" + std::to_string(seq.value);
    auto entry = service_->entry(seq, reader_);
    if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
    const auto openings = service_->openings(seq, reader_);
    if (!openings) return tl::unexpected<Error>(openings.error());
    std::vector<DataPiece> pieces;
    pieces.push_back({file + ".json", std::move(*entry)});
    if (const auto& keys = (*openings)["openings"]; !keys.empty())
        pieces.push_back({file + ".openings", lines_of(keys.get<std::vector<Json>>())});
    if (auto receipt = service_->receipt(seq, std::nullopt, reader_))
        pieces.push_back({file + ".receipt", std::move(receipt->text)});
    else if (receipt.error().code != ErrorCode::no_checkpoint_yet)
        return tl::unexpected<Error>(receipt.error());
    return pieces;
}

// The files that the person's claims name, as far as they are kept.
DataPieces::Pieces DataPieces::evidence() {
    while (!named_.empty()) {
        const std::string name = std::move(named_.extract(named_.begin()).value());
        auto file = service_->evidence(holder_, name, reader_);
        if (file) return std::vector<DataPiece>{{"evidence/" + name, std::move(file->bytes)}};
        if (file.error().code != ErrorCode::not_found)
            return tl::unexpected<Error>(std::move(file.error()));
    }
    return std::vector<DataPiece>();
}

DataPieces::Pieces DataPieces::log() {
    if (std::exchange(is_begun_, true)) return std::vector<DataPiece>();
    std::vector<DataPiece> pieces;
    pieces.push_back({"vkey", service_->verifier_keys()});
    pieces.push_back({"README.txt", std::string(data_readme())});
    return pieces;
}

}  // namespace recert::http
