// rocksdb::Status -> Error, here and nowhere else. For the files of this folder only.
#pragma once

#include <rocksdb/status.h>

#include <string_view>

#include "result.hpp"

namespace recert::store {

// `doing` completes the message: "reading entries".
tl::unexpected<Error> failed(std::string_view doing, const rocksdb::Status& status);

}  // namespace recert::store
