// A data directory that was filled and stopped, to damage copies of; and what was told of it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/scratch_directory.hpp"
#include "torture/restart.hpp"
#include "torture/told.hpp"

namespace recert::torture {

class Image {
  public:
    // Cleanly stopped twice, so that there are tables and a write-ahead log. Throws if that fails.
    Image();

    // A fresh copy, which replaces the one before.
    const std::filesystem::path& copy();
    // What is there to be damaged or lost, as paths within the directory.
    std::vector<std::filesystem::path> files() const;
    const std::filesystem::path& whole() const { return whole_; }
    Told& told() { return told_; }

    // An earlier copy of it all, and a later one with an unsigned tail, as a power cut leaves it.
    const std::filesystem::path& yesterday() const { return yesterday_; }
    const std::filesystem::path& unsigned_tail() const { return unsigned_tail_; }

    // The same answers as before, or loud refusals; anything else is in the tally.
    void compare_answers(service::Service& service, Tally& tally) const;

  private:
    void live(const std::string& name, bool is_cut_off);
    std::map<std::string, std::string> answers(service::Service& service, Tally* tally) const;

    support::ScratchDirectory scratch_;
    const std::filesystem::path whole_ = scratch_.path() / "whole";
    const std::filesystem::path copy_ = scratch_.path() / "copy";
    const std::filesystem::path yesterday_ = scratch_.path() / "yesterday";
    const std::filesystem::path unsigned_tail_ = scratch_.path() / "tail";
    Told told_;
    std::map<std::string, std::string> answers_;
};

// Fast, since it does not wait for syncs: for directories that no power is cut under.
service::ServiceOptions quick_options_of(const std::filesystem::path& data);

}  // namespace recert::torture
