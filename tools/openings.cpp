#include "tools/openings.hpp"

#include <filesystem>
#include <fstream>

#include "privacy/base64url.hpp"
#include "privacy/sealed_field.hpp"

namespace recert::tools {
namespace {

using events::Json;

constexpr auto kCheck = "openings";
constexpr std::string_view kData = "/data/";

tl::unexpected<Error> wrong_line(const std::string& file, std::uint64_t line,
                                 const std::string& what) {
    return fail(ErrorCode::malformed, file + ", line " + std::to_string(line) + ": " + what);
}

// Names of fields need no escapes.
bool is_pointer(const Json& value) {
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return text.starts_with(kData) && text.find('~') == std::string::npos;
}

bool is_opening(const Json& line) {
    return line.is_object() && line.size() == 3 && line.contains("seq") &&
           line["seq"].is_number_unsigned() && line.contains("pointer") &&
           is_pointer(line["pointer"]) && line.contains("key") && line["key"].is_string();
}

const Json* sealed_at(const Json& envelope, const std::string& pointer) {
    const Json::json_pointer place(pointer);
    if (!envelope.contains(place)) return nullptr;
    const Json& field = envelope[place];
    const bool is_sealed = field.is_object() && field.contains("enc") && field["enc"].is_string();
    return is_sealed ? &field : nullptr;
}

// What the key makes of the field; nullopt unless it is its own.
std::optional<std::string> opened_with(const Json& envelope, const std::string& pointer,
                                       const std::string& key) {
    const auto bytes = privacy::from_base64url(key);
    if (!bytes || bytes->size() != privacy::kKeyBytes) return {};
    const Json* field = sealed_at(envelope, pointer);
    if (field == nullptr) return {};
    const auto sealed = privacy::from_base64url((*field)["enc"].get_ref<const std::string&>());
    if (!sealed) return {};
    const std::string place = privacy::place(
        envelope.value("stream", ""), envelope.value("type", ""), pointer.substr(kData.size()));
    return privacy::open_with(privacy::Key(*bytes), place, *sealed);
}

// Whether an opening is of a field that is sealed for one of the holders.
bool is_for(const Json& opening, const Json& envelope, const std::set<std::string>& holders) {
    const Json* field = sealed_at(envelope, opening["pointer"].get<std::string>());
    return field != nullptr && holders.contains(field->value("k", ""));
}

bool names_any(std::string_view entry, const std::set<std::string>& holders) {
    for (const std::string& holder : holders)
        if (entry.find("\"k\":\"" + holder + '"') != std::string_view::npos) return true;
    return false;
}

Result<Json> openings_of(Server& server, Seq seq) {
    const std::string path = "/v1/events/" + std::to_string(seq.value) + "/openings";
    const auto answer = text_at(server, path);
    if (!answer) return tl::unexpected(answer.error());
    const auto body = events::parse(*answer);
    if (!body || !body->is_object() || !body->contains("openings") ||
        !(*body)["openings"].is_array())
        return fail(ErrorCode::malformed, path + " tells of no openings");
    return (*body)["openings"];
}

}  // namespace

Result<Openings> Openings::read(const std::string& file) {
    std::ifstream in(file);
    if (!in) return fail(ErrorCode::malformed, "cannot read " + file);
    Openings out;
    std::uint64_t number = 0;
    for (std::string text; std::getline(in, text);) {
        ++number;
        const auto line = events::parse(text);
        if (!line || !is_opening(*line))
            return wrong_line(file, number, R"(an opening is {"seq", "pointer", "key"})");
        if (out.waiting_.size() >= kOpeningsMax)
            return wrong_line(file, number, "that is one more than can be opened at once");
        out.waiting_.emplace((*line)["seq"], Opening{(*line)["pointer"], (*line)["key"]});
    }
    return out;
}

void Openings::take(Seq seq, std::string_view entry, Findings& findings) {
    const auto [first, last] = waiting_.equal_range(seq.value);
    if (first == last) return;
    const auto envelope = events::parse(entry);
    for (auto at = first; at != last; ++at) {
        const auto& [pointer, key] = at->second;
        ++findings.check(kCheck, "fields").count;
        auto text = envelope ? opened_with(*envelope, pointer, key) : std::nullopt;
        if (text)
            opened_.push_back({seq, pointer, std::move(*text)});
        else
            findings.add(kCheck, seq, pointer + " is not opened by the key that is given for it");
    }
    waiting_.erase(first, last);
}

void Openings::finish(Findings& findings) const {
    findings.check(kCheck, "fields");
    for (const auto& [seq, opening] : waiting_)
        findings.add(kCheck, Seq{seq}, "there is no such entry here");
}

std::string openings_path(const std::string& bundle) {
    const std::filesystem::path path(bundle);
    const auto stem = path.extension() == ".tar" ? path.parent_path() / path.stem() : path;
    return stem.string() + ".openings.ndjson";
}

Result<std::uint64_t> disclose(Source& source, Seq from, Seq until,
                               const std::set<std::string>& holders, Server& server,
                               const std::string& file, const Progress& progress) {
    if (std::filesystem::exists(file))
        return fail(ErrorCode::already_exists, file + " is there already");
    std::ofstream out(file);
    std::uint64_t opened = 0;
    Status so_far;
    const auto take = [&](Seq seq, std::string_view entry) -> Status {
        if (!names_any(entry, holders)) return {};
        const auto envelope = events::parse(entry);
        if (!envelope) return tl::unexpected(envelope.error());
        const auto openings = openings_of(server, seq);
        if (!openings) return tl::unexpected(openings.error());
        for (const Json& opening : *openings) {
            if (!is_opening(opening) || !is_for(opening, *envelope, holders)) continue;
            out << events::canonical(opening) << '\n';
            ++opened;
        }
        return {};
    };
    const auto visit = [&](Seq seq, std::string_view entry) {
        so_far = take(seq, entry);
        return so_far.has_value();
    };
    RECERT_TRY(visit_entries(source, from, until, visit, progress));
    RECERT_TRY(so_far);
    if (!out.flush()) return fail(ErrorCode::storage, "cannot write " + file);
    return opened;
}

}  // namespace recert::tools
