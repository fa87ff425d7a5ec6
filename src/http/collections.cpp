#include "http/collections.hpp"

namespace recert::http {

std::string_view collection_of(events::StreamKind kind) {
    switch (kind) {
        case events::StreamKind::program:
            return "programs";
        case events::StreamKind::organization:
            return "organizations";
        case events::StreamKind::holder:
            return "holders";
        case events::StreamKind::credential:
            return "credentials";
    }
    return {};
}

std::string path_of(const events::StreamName& stream) {
    std::string path = "/v1/";
    return path.append(collection_of(stream.kind)).append(1, '/').append(stream.id);
}

}  // namespace recert::http
