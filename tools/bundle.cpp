#include "tools/bundle.hpp"

#include "events/codec.hpp"
#include "events/json.hpp"
#include "ledger/base64.hpp"

namespace recert::tools {
namespace {

using events::Json;
using ledger::Hash;

constexpr int kIndent = 2;

Json in_base64(const std::vector<Hash>& hashes) {
    Json list = Json::array();
    for (const Hash& hash : hashes) list.push_back(ledger::base64(ledger::bytes_of(hash)));
    return list;
}

tl::unexpected<Error> refuse(const std::string& member) {
    return fail(ErrorCode::malformed, "the manifest is not of the form: " + member, "/" + member);
}

Result<std::vector<std::string>> texts(const Json& manifest, const char* member) {
    std::vector<std::string> out;
    for (const Json& text : manifest.value(member, Json::array())) {
        if (!text.is_string()) return refuse(member);
        out.push_back(text.get<std::string>());
    }
    return out;
}

Result<std::vector<Hash>> hashes(const Json& manifest, const char* member) {
    const auto lines = texts(manifest, member);
    if (!lines) return tl::unexpected(lines.error());
    std::vector<Hash> out;
    for (const std::string& line : *lines) {
        const auto bytes = ledger::from_base64(line);
        const auto hash = ledger::hash_from(bytes.value_or(""));
        if (!hash) return refuse(member);
        out.push_back(*hash);
    }
    return out;
}

bool is_count(const Json& manifest, const char* member) {
    return manifest.contains(member) && events::is_exact_integer(manifest[member]) &&
           manifest[member] >= 0;
}

Result<std::map<std::string, Manifest::File>> files(const Json& manifest) {
    std::map<std::string, Manifest::File> out;
    const Json listed = manifest.value("files", Json());
    if (!listed.is_object()) return refuse("files");
    for (const auto& [name, file] : listed.items()) {
        if (!file.is_object() || !is_count(file, "bytes") || !file.contains("sha256") ||
            !file["sha256"].is_string())
            return refuse("files");
        out[name] = {file["bytes"].get<std::uint64_t>(), file["sha256"].get<std::string>()};
    }
    return out;
}

}  // namespace

std::string Manifest::text() const {
    Json listed = Json::object();
    for (const auto& [name, file] : files)
        listed[name] = {{"bytes", file.bytes}, {"sha256", file.sha256}};
    const Json manifest = {{"format", kBundleFormat},
                           {"origin", origin},
                           {"first_seq", from.value},
                           {"last_seq", until.value - 1},
                           {"entries", until.value - from.value},
                           {"left", in_base64(left)},
                           {"right", in_base64(right)},
                           {"vkeys", vkeys},
                           {"files", std::move(listed)}};
    return manifest.dump(kIndent) + "\n";
}

Result<Manifest> Manifest::parse(std::string_view text) {
    const auto json = events::parse(text);
    if (!json) return tl::unexpected(json.error());
    if (!json->is_object() || !is_count(*json, "format")) return refuse("format");
    if ((*json)["format"] != kBundleFormat)
        return fail(ErrorCode::malformed, "the bundle is of format " + (*json)["format"].dump() +
                                              ", this program knows format " +
                                              std::to_string(kBundleFormat) + " only");
    for (const char* member : {"first_seq", "last_seq", "entries"})
        if (!is_count(*json, member)) return refuse(member);
    if (!json->contains("origin") || !(*json)["origin"].is_string()) return refuse("origin");
    Manifest out;
    out.origin = (*json)["origin"].get<std::string>();
    out.from = {(*json)["first_seq"].get<std::uint64_t>()};
    out.until = Seq{(*json)["last_seq"].get<std::uint64_t>()}.next();
    if (out.until <= out.from || (*json)["entries"] != out.until.value - out.from.value)
        return refuse("entries");
    auto vkeys = texts(*json, "vkeys");
    if (!vkeys) return tl::unexpected(vkeys.error());
    auto left = hashes(*json, "left");
    if (!left) return tl::unexpected(left.error());
    auto right = hashes(*json, "right");
    if (!right) return tl::unexpected(right.error());
    auto listed = tools::files(*json);
    if (!listed) return tl::unexpected(listed.error());
    out.vkeys = std::move(*vkeys);
    out.left = std::move(*left);
    out.right = std::move(*right);
    out.files = std::move(*listed);
    if (out.text() != text)
        return fail(ErrorCode::malformed,
                    "the manifest has what no manifest has, or another order");
    return out;
}

std::optional<RulesDocument> rules_document(const events::Recorded& recorded) {
    const auto* event = std::get_if<events::ProgramEvent>(&recorded.event);
    if (event == nullptr || !std::holds_alternative<events::ProgramPublished>(*event))
        return std::nullopt;
    const events::Envelope& envelope = recorded.envelope;
    return RulesDocument{std::string(kRulesFolder) + envelope.stream.id + "/" +
                             std::to_string(envelope.seq.value) + ".json",
                         events::canonical(events::write_event(recorded.event)) + "\n"};
}

}  // namespace recert::tools
