// Mail by SMTP (libcurl), one after the other over one connection, and what became of each.
//
// To another machine only over TLS, by smtps or STARTTLS, with its certificate checked; to this one
// also without. A mail is sent once: what failed after all of it was handed over is unknown, never
// tried again in here. One thread's. Keeps no mail; tells no address, and no word of the server's.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "result.hpp"

namespace recert::service {

inline constexpr long kSmtpConnectSecondsMax = 10;
inline constexpr long kSmtpAnswerSecondsMax = 60;
// How long the answer to a mail that is handed over is waited for once the service is to stop.
inline constexpr std::chrono::seconds kSmtpFarewellMax{15};

struct SmtpOptions {
    std::string url;            // smtps://mail.example.org, smtp://mail.example.org:587
    std::string from;           // office@example.org, Office <office@example.org>
    std::string tls;            // starttls, none; empty: none to this machine, else starttls
    std::string ca_file;        // PEM; empty: the system's
    std::string user;           // empty: nobody signs in
    std::string password_file;  // its first line
    std::string password{};     // out of the file or the environment; never shown
};

// Errors: bad-parameter, naming the setting.
Status check(const SmtpOptions& options);

enum class Fate {
    taken,      // the server answers for it from now on
    put_off,    // not now (4xx), for this mail
    refused,    // for good (5xx), for this mail
    unreached,  // the server was not reached, or takes no mail of ours: nothing was sent
    unknown,    // all of it was handed over, and no answer came
};

struct Delivery {
    Fate fate;
    long code = 0;      // the server's last answer; 0: none
    std::string why{};  // in libcurl's words, if it failed
};

struct Outgoing {
    std::string from;  // an address, as `to` is
    std::string to;
    std::string bytes;
};

using SendMail =
    std::function<Delivery(const Outgoing& mail, const std::atomic<bool>& is_stopping)>;

SendMail smtp_sender(const SmtpOptions& options);

}  // namespace recert::service
