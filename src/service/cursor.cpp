#include "service/cursor.hpp"

#include "events/json.hpp"
#include "privacy/base64url.hpp"

namespace recert::service {
namespace {

using events::Json;

std::optional<std::string> word(const Json& cursor, const char* name) {
    const auto found = cursor.find(name);
    if (found == cursor.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

}  // namespace

std::string write_cursor(const Cursor& cursor) {
    Json out = {{"n", cursor.next}, {"k", cursor.known.value}};
    if (cursor.stream) out["s"] = *cursor.stream;
    if (cursor.type) out["t"] = *cursor.type;
    if (cursor.as_of) out["d"] = *cursor.as_of;
    if (cursor.after) out["a"] = *cursor.after;
    return privacy::to_base64url(events::canonical(out));
}

Result<Cursor> read_cursor(const std::string& text) {
    const auto bytes = privacy::from_base64url(text);
    const auto read = bytes ? events::parse(*bytes) : Result<Json>(tl::unexpected(Error{}));
    const bool is_ours = read && read->is_object() && read->contains("n") && read->contains("k") &&
                         (*read)["n"].is_number_unsigned() && (*read)["k"].is_number_unsigned();
    if (!is_ours)
        return fail(ErrorCode::bad_parameter, "this cursor was not given out here", "cursor");
    return Cursor{(*read)["n"].get<std::uint64_t>(),
                  {(*read)["k"].get<std::uint64_t>()},
                  word(*read, "s"),
                  word(*read, "t"),
                  word(*read, "d"),
                  word(*read, "a")};
}

}  // namespace recert::service
