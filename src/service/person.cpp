#include "service/person.hpp"

#include <algorithm>

#include "domain/decide.hpp"
#include "service/records.hpp"
#include "views/people.hpp"

namespace recert::service {
namespace {

using HolderPointer = std::shared_ptr<const projections::HolderRecord>;

Result<HolderPointer> record_of(const ledger::Reader& reader, RecordCache& cache,
                                const std::string& holder) {
    const auto held = load_newest(reader, cache, {events::StreamKind::holder, holder});
    if (!held) return tl::unexpected(held.error());
    return std::get<HolderPointer>(*held);
}

}  // namespace

Result<Person> person_of(const ledger::Reader& reader, RecordCache& cache,
                         const std::string& holder) {
    const auto build = views::live_build(reader);
    if (!build) return tl::unexpected(build.error());
    Person person;
    person.holders.push_back(holder);
    const auto add = [&](std::string_view id) {
        if (std::ranges::find(person.holders, id) == person.holders.end())
            person.holders.emplace_back(id);
        return person.holders.size() <= kSamePersonMax;
    };
    for (std::size_t i = 0; i < person.holders.size(); ++i) {
        const std::string id = person.holders[i];
        const auto record = record_of(reader, cache, id);
        if (!record) return tl::unexpected(record.error());
        if (!domain::is_erased(**record)) person.left.push_back(id);
        if (const std::string next = continued_by(**record); !next.empty()) add(next);
        std::vector<std::string> merged;
        RECERT_TRY(views::visit_merged_into(reader, *build, id, [&](std::string_view from) {
            merged.emplace_back(from);
            return merged.size() <= kSamePersonMax;
        }));
        for (const std::string& from : merged) {
            const auto its = record_of(reader, cache, from);
            if (!its) return tl::unexpected(its.error());
            if (continued_by(**its) == id) add(from);
        }
        if (person.holders.size() > kSamePersonMax)
            return fail(ErrorCode::too_large, "holder " + holder + " was merged with more than " +
                                                  std::to_string(kSamePersonMax) + " others");
    }
    return person;
}

}  // namespace recert::service
