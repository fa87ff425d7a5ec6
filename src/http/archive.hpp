// A ZIP archive that is made while it is sent: files one after the other, nothing kept but what is
// ready to go. The same files make the same bytes. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "events/values.hpp"
#include "result.hpp"

namespace recert::http {

class Archive {
  public:
    explicit Archive(events::Instant at);  // the time of every file in it
    ~Archive();

    // More of a file; what follows one another under the same name is one file. Errors: storage.
    Status add(const std::string& name, std::string_view bytes);
    Status finish();
    // What is ready, once.
    std::string take();

  private:
    struct Writer;
    std::unique_ptr<Writer> writer_;
};

}  // namespace recert::http
