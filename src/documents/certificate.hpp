// The certificate of a credential: one page, as PDF.
//
// Any script in a name; a long one is set smaller. The same certificate gives the same bytes,
// whenever it is made: the file's date is that of the award or renewal, and a date is printed only
// where one was asked for. What keeps the credential from being in good standing is told. Threads:
// any. Deliberately not here: whether somebody may have it (service/papers.hpp).
#pragma once

#include <optional>
#include <string>

#include "documents/canvas.hpp"
#include "position.hpp"
#include "projections/certification.hpp"

namespace recert::documents {

struct Certificate {
    projections::Certification certification;
    std::string holder;                   // the name
    std::string verification;             // where anybody may check it: https://…; or empty
    std::optional<events::Date> as_of{};  // as asked for
    std::optional<Seq> known{};           // as asked for
};

std::string certificate_pdf(const Certificate& certificate, Paper paper);

}  // namespace recert::documents
