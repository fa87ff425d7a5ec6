#include "service/smtp.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

#include "documents/mail.hpp"
#include "service/curl_handles.hpp"

namespace recert::service {
namespace {

using SteadyClock = std::chrono::steady_clock;

// One mail on its way, as libcurl's callbacks see it.
struct Journey {
    std::string_view left;  // to be handed over
    const std::atomic<bool>& is_stopping;
    bool is_handed_over = false;
    bool is_addressed = false;  // the server was told whom it is for
    std::optional<SteadyClock::time_point> stopping_since{};
};

std::size_t hand_over(char* into, std::size_t size, std::size_t count, void* its_journey) {
    auto& journey = *static_cast<Journey*>(its_journey);
    const std::size_t bytes = std::min(size * count, journey.left.size());
    std::memcpy(into, journey.left.data(), bytes);
    journey.left.remove_prefix(bytes);
    journey.is_handed_over = journey.is_handed_over || bytes == 0;
    return bytes;
}

int watch(CURL*, curl_infotype type, char* text, std::size_t bytes, void* its_journey) {
    const bool is_recipient =
        type == CURLINFO_HEADER_OUT && std::string_view(text, bytes).starts_with("RCPT TO");
    if (is_recipient) static_cast<Journey*>(its_journey)->is_addressed = true;
    return 0;
}

// Not 0: break off.
int go_on(void* its_journey, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& journey = *static_cast<Journey*>(its_journey);
    if (!journey.is_stopping) return 0;
    const auto now = SteadyClock::now();
    if (!journey.stopping_since) journey.stopping_since = now;
    return !journey.is_handed_over || now - *journey.stopping_since > kSmtpFarewellMax ? 1 : 0;
}

Fate fate_of(const Journey& journey, long code) {
    if (!journey.is_handed_over && !journey.is_addressed) return Fate::unreached;
    if (code >= 500) return Fate::refused;
    if (code >= 400) return Fate::put_off;
    return journey.is_handed_over ? Fate::unknown : Fate::unreached;
}

std::string part(CURLU* url, CURLUPart which) {
    char* raw = nullptr;
    if (curl_url_get(url, which, &raw, 0) != CURLUE_OK) return {};
    const Owned<char> text(raw);
    return text.get();
}

bool is_here(const std::string& host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

struct Server {
    std::string scheme;
    std::string host;
    bool names_user = false;
};

Server server_of(const std::string& url) {
    const Owned<CURLU> parsed(curl_url());
    if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        return {};
    return {part(parsed.get(), CURLUPART_SCHEME), part(parsed.get(), CURLUPART_HOST),
            !part(parsed.get(), CURLUPART_USER).empty()};
}

class Smtp {
  public:
    explicit Smtp(const SmtpOptions& options) : options_(options), handle_(curl_easy_init()) {}

    Delivery send(const Outgoing& mail, const std::atomic<bool>& is_stopping) {
        if (!handle_) return {Fate::unreached, 0, "there is no memory for a connection"};
        Journey journey{mail.bytes, is_stopping};
        const Owned<curl_slist> to(curl_slist_append(nullptr, mail.to.c_str()));
        prepare();
        set(CURLOPT_MAIL_FROM, mail.from.c_str());
        set(CURLOPT_MAIL_RCPT, to.get());
        for (const CURLoption option : {CURLOPT_READDATA, CURLOPT_DEBUGDATA, CURLOPT_XFERINFODATA})
            set(option, &journey);
        const CURLcode outcome = curl_easy_perform(handle_.get());
        long code = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
        if (outcome == CURLE_OK) return {Fate::taken, code};
        return {fate_of(journey, code), code, curl_easy_strerror(outcome)};
    }

  private:
    template <class T>
    void set(CURLoption option, T value) {
        curl_easy_setopt(handle_.get(), option, value);
    }

    // The connection stays, what is asked of it is said anew.
    void prepare() {
        curl_easy_reset(handle_.get());
        const bool is_plain = options_.tls == "none" ||
                              (options_.tls.empty() && is_here(server_of(options_.url).host));
        set(CURLOPT_URL, options_.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_USE_SSL, static_cast<long>(is_plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!options_.ca_file.empty()) set(CURLOPT_CAINFO, options_.ca_file.c_str());
        if (!options_.user.empty()) {
            set(CURLOPT_USERNAME, options_.user.c_str());
            set(CURLOPT_PASSWORD, options_.password.c_str());
        }
        set(CURLOPT_CONNECTTIMEOUT, kSmtpConnectSecondsMax);
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, kSmtpAnswerSecondsMax);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, &hand_over);
        set(CURLOPT_VERBOSE, 1L);  // to the debug function alone
        set(CURLOPT_DEBUGFUNCTION, &watch);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &go_on);
    }

    const SmtpOptions options_;
    Owned<CURL> handle_;
};

tl::unexpected<Error> wrong(const std::string& why) { return fail(ErrorCode::bad_parameter, why); }

}  // namespace

Status check(const SmtpOptions& options) {
    const Server server = server_of(options.url);
    if ((server.scheme != "smtp" && server.scheme != "smtps") || server.host.empty())
        return wrong("smtp_url is smtp(s)://host[:port]");
    if (server.names_user) return wrong("smtp_url names no user: that is smtp_user");
    if (documents::parse_mailbox(options.from).address.empty())
        return wrong("smtp_from is an address, or Name <address>");
    if (!options.tls.empty() && options.tls != "starttls" && options.tls != "none")
        return wrong("smtp_tls is starttls or none");
    if (options.tls == "none" && server.scheme == "smtp" && !is_here(server.host))
        return wrong("smtp_tls none is for this machine only: a mail tells who holds what");
    if (!options.user.empty() && options.password.empty())
        return wrong("smtp_user needs smtp_password_file, or RECERT_SMTP_PASSWORD");
    return {};
}

SendMail smtp_sender(const SmtpOptions& options) {
    return [smtp = std::make_shared<Smtp>(options)](const Outgoing& mail,
                                                    const std::atomic<bool>& is_stopping) {
        return smtp->send(mail, is_stopping);
    };
}

}  // namespace recert::service
