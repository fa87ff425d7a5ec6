#include "service/evidence.hpp"

#include "service/access.hpp"

namespace recert::service {
namespace {

constexpr std::size_t kHexDigits = 64;
static_assert(kEvidenceBytesMax == privacy::kEvidenceBytesMax);

bool is_sha256(const std::string& text) {
    return text.size() == kHexDigits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

// Errors: forbidden; not-found, also for what a reader may not know of.
Status may_use_evidence(const Reading& reading, Right right, const std::string& holder,
                        const std::string& sha256, const Principal& who) {
    RECERT_TRY(may_use_of(who, right, holder));
    const events::StreamName stream{events::StreamKind::holder, holder};
    const auto version = events::is_id(holder) ? reading.reader.head(stream.text())
                                               : Result<StreamVersion>(StreamVersion{});
    if (!version) return tl::unexpected(version.error());
    if (version->value == 0) return fail(ErrorCode::not_found, "there is no " + stream.text());
    if (is_sha256(sha256)) return {};
    return fail(ErrorCode::not_found, "evidence is named by its SHA-256: 64 digits, lower case");
}

}  // namespace

Result<bool> file_evidence(const Reading& reading, OpenedLedger& ledger, const EvidenceFile& file,
                           const Principal& by) {
    RECERT_TRY(may_use_evidence(reading, Right::evidence, file.holder, file.sha256, by));
    RECERT_TRY(ledger.log->room());
    const std::chrono::milliseconds now = reading.now.time_since_epoch();
    auto is_new =
        ledger.evidence->put(file.holder, file.sha256, file.media, file.bytes, now.count());
    if (!is_new && is_new.error().code == ErrorCode::not_found)  // the holder is there, the key not
        return fail(ErrorCode::holder_erased, "the holder was erased");
    return is_new;
}

Result<EvidenceFile> evidence_of(const Reading& reading, const OpenedLedger& ledger,
                                 const std::string& holder, const std::string& sha256,
                                 const Principal& who) {
    RECERT_TRY(may_use_evidence(reading, Right::open, holder, sha256, who));
    auto bytes = ledger.evidence->read(holder, sha256);
    if (!bytes && bytes.error().code == ErrorCode::not_found)
        return fail(ErrorCode::not_found, "there is no such evidence");
    if (!bytes) return tl::unexpected(bytes.error());
    const auto type = privacy::file_type(*bytes);
    if (!type) return fail(ErrorCode::corrupt, "evidence is of no type that was ever taken");
    return EvidenceFile{holder, sha256, privacy::media_of(*type), std::move(*bytes)};
}

}  // namespace recert::service
