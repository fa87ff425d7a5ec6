#include "tools/following.hpp"

namespace recert::tools {
namespace {

constexpr std::uint64_t kProgressEvery = 1'000;

}  // namespace

Status follow(Source& source, History& history, const Follow& visit, const Progress& progress) {
    const Claim& claim = source.claim();
    const std::uint64_t all = claim.until.value - claim.from.value;
    Status so_far;
    const auto take = [&](Seq seq, std::string_view entry) -> Result<bool> {
        const auto recorded = history.read(seq, entry);
        if (!recorded) return tl::unexpected(recorded.error());
        if (visit.before && !visit.before(*recorded)) return false;
        RECERT_TRY(history.apply(*recorded));
        return !visit.after || visit.after(*recorded, entry);
    };
    RECERT_TRY(source.visit(claim.from, claim.until, [&](Seq seq, std::string_view entry) {
        if (const std::uint64_t done = seq.value - claim.from.value; done % kProgressEvery == 0)
            progress(done, all);
        const auto goes_on = take(seq, entry);
        if (!goes_on)
            so_far = fail(ErrorCode::corrupt, "entry " + std::to_string(seq.value) + ": " +
                                                  goes_on.error().message +
                                                  "; recert verify tells more");
        return goes_on && *goes_on;
    }));
    progress(all, all);
    return so_far;
}

}  // namespace recert::tools
