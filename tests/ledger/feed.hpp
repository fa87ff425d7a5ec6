// Groups for a log, one after the other: entries spread over some streams, bytes that tell them
// apart, a key and a view for each.
#pragma once

#include <map>
#include <string>

#include "ledger/group.hpp"

namespace recert::ledger {

class Feed {
  public:
    explicit Feed(std::uint64_t streams = 7) : streams_(streams) {}

    static std::string bytes(Seq seq) {
        const std::string digits = std::to_string(seq.value);
        return R"({"seq":)" + digits + R"(,"pad":")" + std::string(seq.value % 50, 'x') + "\"}";
    }
    static std::string key(Seq seq) { return "admin\n" + std::to_string(seq.value); }

    std::string stream_of(Seq seq) const {
        return "credential/" + std::to_string(seq.value % streams_);
    }

    Group next(std::size_t count) {
        Group group{seq_, {}, {}, {}};
        for (std::size_t i = 0; i < count; ++i, seq_ = seq_.next()) {
            StreamVersion& version = versions_[stream_of(seq_)];
            version = version.next();
            group.entries.push_back({stream_of(seq_), version, bytes(seq_)});
            group.keys.emplace_back(key(seq_), Repeat{"digest", seq_, 1});
            group.views.push_back({"live/" + stream_of(seq_), std::to_string(seq_.value)});
        }
        return group;
    }

  private:
    std::uint64_t streams_;
    Seq seq_;
    std::map<std::string, StreamVersion> versions_;
};

}  // namespace recert::ledger
