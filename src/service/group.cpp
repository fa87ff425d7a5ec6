#include "service/group.hpp"

namespace recert::service {

void Uncommitted::add(std::uint64_t group, const Command& command, const Made& made) {
    if (made.record)
        records_.insert_or_assign(made.appended.stream.text(), Since<Held>{group, *made.record});
    if (command.keyed)
        repeats_.insert_or_assign(command.keyed->scope,
                                  Since<Repeated>{group, {command.keyed->digest, made.appended}});
    if (made.row)
        rows_.insert_or_assign(made.appended.stream.id, Since<std::string>{group, *made.row});
    for (const auto& [key, credential] : made.numbers)
        numbers_.insert_or_assign(key, Since<std::string>{group, credential});
}

void Uncommitted::forget(std::uint64_t group) {
    const auto durable = [group](const auto& row) { return row.second.group <= group; };
    std::erase_if(records_, durable);
    std::erase_if(repeats_, durable);
    std::erase_if(rows_, durable);
    std::erase_if(numbers_, durable);
}

}  // namespace recert::service
