#include "http/fake_sign_in.hpp"

namespace recert::http::test {

Result<service::Session> FakeSignIn::session(std::string_view secret) const {
    if (secret != kSessionSecret) return fail(ErrorCode::unauthenticated, "this session is over");
    return service::Session{who, std::string(kCsrf),
                            events::parse_instant("2026-05-04T14:00:00Z").value()};
}

Status FakeSignIn::end(std::string_view secret) {
    ended.emplace_back(secret);
    return {};
}

Result<service::SignInLink> FakeSignIn::make_link(const service::Principal&, const std::string& id,
                                                  std::chrono::minutes for_so_long) {
    if (failure) return tl::unexpected<Error>(*failure);
    holder = id;
    lasts = for_so_long;
    return service::SignInLink{"the-code", events::parse_instant("2026-05-04T12:15:00Z").value()};
}

Result<service::Welcome> FakeSignIn::use_link(std::string_view code) {
    used.emplace_back(code);
    if (failure) return tl::unexpected<Error>(*failure);
    return service::Welcome{std::string(kSessionSecret), "/"};
}

Result<service::Departure> FakeSignIn::depart(const std::string& to) const {
    return_to = to;
    if (failure) return tl::unexpected<Error>(*failure);
    return service::Departure{"https://id.example.org/authorize?state=s", "sealed"};
}

void FakeSignIn::arrive(service::Arrival back, std::function<void(Result<service::Welcome>)> done) {
    arrival = std::move(back);
    if (failure) return done(tl::unexpected<Error>(*failure));
    done(service::Welcome{std::string(kSessionSecret), "/my"});
}

}  // namespace recert::http::test
