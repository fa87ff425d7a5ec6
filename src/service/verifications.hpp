// Whether a number stands for a good credential: for anybody.
#pragma once

namespace recert::service {

class Verifications {
  public:
    virtual ~Verifications() = default;
};

}  // namespace recert::service
