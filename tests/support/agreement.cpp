#include "support/agreement.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

#include "events/codec.hpp"
#include "projections/standing.hpp"

namespace recert::testing {
namespace {

using events::Json;
using events::StreamKind;

const service::Principal kReader{service::Role::auditor, "reference"};
constexpr std::size_t kPageItems = 97;

std::vector<events::Recorded> all_entries(const service::Service& service) {
    std::vector<events::Recorded> all;
    for (;;) {
        const auto entry = service.entry({all.size()}, kReader);
        if (!entry && entry.error().code == ErrorCode::not_found) return all;
        auto recorded = entry ? events::decode(*entry)
                              : Result<events::Recorded>(tl::unexpected<Error>(entry.error()));
        if (!recorded) throw std::runtime_error(recorded.error().message);
        all.push_back(std::move(*recorded));
    }
}

template <class Record>
using Records = std::map<std::string, std::shared_ptr<Record>>;

template <class Record>
void apply(Records<Record>& records, const events::Recorded& recorded) {
    auto& record = records[recorded.envelope.stream.id];
    if (!record) record = std::make_shared<Record>();
    record->apply(recorded);
}

// What was known at some entry.
class World {
  public:
    void take(const events::Recorded& recorded) {
        switch (recorded.envelope.stream.kind) {
            case StreamKind::program:
                return apply(programs_, recorded);
            case StreamKind::organization:
                return apply(organizations_, recorded);
            case StreamKind::holder:
                return apply(holders_, recorded);
            case StreamKind::credential:
                return apply(credentials_, recorded);
        }
    }

    // Null: not there, or not yet.
    Json standing(const std::string& id, events::Date as_of) const {
        const auto found = credentials_.find(id);
        if (found == credentials_.end()) return nullptr;
        const auto& registered = found->second->all<events::CredentialRegistered>().front();
        if (as_of < registered.on) return nullptr;
        projections::Context context{programs_.at(registered.data.program.text),
                                     holders_.at(registered.data.holder.text), nullptr};
        if (registered.data.organization)
            context.organization = organizations_.at(registered.data.organization->text);
        Json standing = projections::standing_json(*found->second, context, as_of);
        standing["version"] = found->second->version().value;
        return standing;
    }

  private:
    Records<projections::Program> programs_;
    Records<projections::OrganizationRecord> organizations_;
    Records<projections::HolderRecord> holders_;
    Records<projections::CredentialRecord> credentials_;
};

struct Moment {
    Seq known;
    events::Date as_of;
    service::When when() const { return {events::format_date(as_of), std::to_string(known.value)}; }
};

class Comparing {
  public:
    Comparing(const service::Service& service, const Samples& samples)
        : service_(service), samples_(samples), entries_(all_entries(service)) {
        for (const auto& recorded : entries_)
            if (recorded.envelope.stream.kind == StreamKind::credential)
                credentials_.insert(recorded.envelope.stream.id);
        if (credentials_.empty()) throw std::runtime_error("there is nothing to compare");
    }

    std::vector<std::string> all() {
        World world;
        std::size_t known = 0;
        for (const Moment& moment : moments()) {
            for (; known <= moment.known.value; ++known) world.take(entries_[known]);
            compare(moment, world);
            if (found_.size() >= samples_.disagreements) break;
        }
        return std::move(found_);
    }

  private:
    std::int64_t any(std::int64_t from, std::int64_t to) {
        return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
    }

    // Days lie where something happened, or some time after it, when time alone may have acted.
    std::vector<Moment> moments() {
        std::vector<Moment> out;
        const auto last = static_cast<std::int64_t>(entries_.size()) - 1;
        for (std::size_t n = 0; n < samples_.moments; ++n) {
            const auto& near = entries_[static_cast<std::size_t>(any(0, last))].envelope;
            const std::int64_t far[] = {any(-1, 1), any(-30, 30), any(0, 1500), 730 + any(-1, 1)};
            out.push_back({{static_cast<std::uint64_t>(any(0, last))},
                           near.on + std::chrono::days(far[n % 4])});
        }
        std::sort(out.begin(), out.end(),
                  [](const Moment& a, const Moment& b) { return a.known < b.known; });
        return out;
    }

    void tell(const std::string& what, const Moment& moment, const std::string& id) {
        found_.push_back(id + " as of " + events::format_date(moment.as_of) + " known at " +
                         std::to_string(moment.known.value) + ": " + what);
    }

    // The whole list, by ids.
    std::map<std::string, Json> list(const Moment& moment, std::optional<std::string> status) {
        std::map<std::string, Json> items;
        service::ListQuery query{.kind = StreamKind::credential,
                                 .status = std::move(status),
                                 .when = moment.when(),
                                 .paging = {std::nullopt, kPageItems}};
        for (;;) {
            auto page = service_.list(query, kReader);
            if (!page) throw std::runtime_error(page.error().message);
            for (Json& item : page->items) {
                const std::string id = item["id"];
                if (!items.emplace(id, std::move(item)).second) tell("twice in a list", moment, id);
            }
            if (!page->next) return items;
            query.paging.cursor = page->next;
        }
    }

    std::map<std::string, Json> lists_by_status(const Moment& moment) {
        std::map<std::string, Json> items;
        boost::mp11::mp_for_each<
            boost::describe::describe_enumerators<projections::CredentialStatus>>([&](auto status) {
            const std::string& name = events::name_of(status.value);
            for (auto& [id, item] : list(moment, name)) {
                if (item["status"] != name) tell("in a list of another status", moment, id);
                if (!items.emplace(id, item).second) tell("in two lists", moment, id);
            }
        });
        return items;
    }

    // Members of `told` that differ from the standing's.
    std::string difference(const Json& told, const Json& standing) const {
        std::string names;
        for (const auto& [name, value] : told.items()) {
            if (name == "cycle" && value.is_object() && standing["cycle"].is_object())
                names += difference(value, standing["cycle"]);
            else if (standing.value(name, Json()) != value)
                names += ' ' + name;
        }
        return names;
    }

    void compare(const Moment& moment, const World& world) {
        const auto by_status = lists_by_status(moment);
        const auto all = list(moment, std::nullopt);
        if (all != by_status) tell("the lists by status are not the list of all", moment, "*");
        for (std::size_t n = 0; n < samples_.credentials; ++n) {
            const auto at = any(0, static_cast<std::int64_t>(credentials_.size()) - 1);
            const std::string& id = *std::next(credentials_.begin(), at);
            const Json standing = world.standing(id, moment.as_of);
            const auto item = all.find(id);
            if ((item == all.end()) != standing.is_null())
                tell(standing.is_null() ? "listed too early" : "not listed", moment, id);
            else if (item != all.end())
                compare_one(moment, id, item->second, standing);
            compare_state(moment, id, standing);
        }
    }

    void compare_one(const Moment& moment, const std::string& id, Json item, const Json& standing) {
        item.erase("id");
        const std::string names = difference(item, standing);
        if (!names.empty()) tell("its list item differs in" + names, moment, id);
    }

    void compare_state(const Moment& moment, const std::string& id, const Json& standing) {
        const auto state = service_.state({StreamKind::credential, id}, moment.when(), kReader);
        if (!state && state.error().code != ErrorCode::not_found)
            throw std::runtime_error(state.error().message);
        if (state.has_value() == standing.is_null()) return tell("its state is wrong", moment, id);
        if (!state) return;
        const std::string names = difference(standing, state->body);
        if (!names.empty()) tell("its state differs in" + names, moment, id);
    }

    const service::Service& service_;
    Samples samples_;
    std::vector<events::Recorded> entries_;
    std::set<std::string> credentials_;
    std::mt19937_64 random_{samples_.seed};
    std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> disagreements(const service::Service& service, const Samples& samples) {
    return Comparing(service, samples).all();
}

}  // namespace recert::testing
