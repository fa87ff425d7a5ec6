// Reports over credentials, at any day and as known at any point.
#pragma once

namespace recert::service {

class Reports {
  public:
    virtual ~Reports() = default;
};

}  // namespace recert::service
