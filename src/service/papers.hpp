// What the documents of a credential are made of: certificate, transcript, calendar.
#pragma once

namespace recert::service {

class Papers {
  public:
    virtual ~Papers() = default;
};

}  // namespace recert::service
