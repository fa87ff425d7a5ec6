// Open Badges of credentials, the keys they are signed by, and the lists of those taken back.
#pragma once

namespace recert::service {

class Badges {
  public:
    virtual ~Badges() = default;
};

}  // namespace recert::service
