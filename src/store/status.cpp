#include "store/status.hpp"

#include <string>

namespace recert::store {

tl::unexpected<Error> failed(std::string_view doing, const rocksdb::Status& status) {
    const bool corrupt = status.IsCorruption();
    return fail(corrupt ? ErrorCode::corrupt : ErrorCode::storage,
                std::string(doing) + ": " + status.ToString());
}

}  // namespace recert::store
