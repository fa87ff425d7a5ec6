#include "tools/following.hpp"

namespace recert::tools {

Status follow(Source& source, History& history, const Follow& visit, const Progress& progress) {
    const Claim& claim = source.claim();
    Status so_far;
    const auto take = [&](Seq seq, std::string_view entry) -> Result<bool> {
        const auto recorded = history.read(seq, entry);
        if (!recorded) return tl::unexpected(recorded.error());
        if (visit.before && !visit.before(*recorded)) return false;
        RECERT_TRY(history.apply(*recorded));
        return !visit.after || visit.after(*recorded, entry);
    };
    const auto follow_one = [&](Seq seq, std::string_view entry) {
        const auto goes_on = take(seq, entry);
        if (!goes_on)
            so_far = fail(ErrorCode::corrupt, "entry " + std::to_string(seq.value) + ": " +
                                                  goes_on.error().message +
                                                  "; recert verify tells more");
        return goes_on && *goes_on;
    };
    RECERT_TRY(visit_entries(source, claim.from, claim.until, follow_one, progress));
    return so_far;
}

}  // namespace recert::tools
