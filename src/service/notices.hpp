// Reminders to holders, and the addresses by which they are read and declined.
#pragma once

namespace recert::service {

class Notices {
  public:
    virtual ~Notices() = default;
};

}  // namespace recert::service
