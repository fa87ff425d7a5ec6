#include "service/issuing_papers.hpp"

#include "service/about.hpp"
#include "service/transcripts.hpp"

namespace recert::service {

template <class Question>
auto IssuingPapers::noted(const PaperQuery& query, const Principal& reader, std::string_view paper,
                          Question question) const
    -> decltype(question(std::declval<const Reading&>())) {
    const auto now = surroundings_.log.reader();
    if (!now) return tl::unexpected(now.error());
    auto answer = question(
        Reading{*now, surroundings_.cache, surroundings_.vault, surroundings_.clock.now()});
    if (!answer) return answer;
    const events::StreamName stream{events::StreamKind::credential, query.credential};
    const auto subject = about_stream(*now, surroundings_.cache, stream);
    if (!subject) return tl::unexpected(subject.error());
    RECERT_TRY(accesses_.note(reader, stream.text().append(paper), subject->holder));
    return answer;
}

Result<Certificate> IssuingPapers::certificate(const PaperQuery& query,
                                               const Principal& reader) const {
    return noted(query, reader, "/certificate",
                 [&](const Reading& reading) { return certificate_of(reading, query, reader); });
}

Result<State> IssuingPapers::transcript(const PaperQuery& query, const Principal& reader) const {
    return noted(query, reader, "/transcript",
                 [&](const Reading& reading) { return transcript_of(reading, query, reader); });
}

}  // namespace recert::service
