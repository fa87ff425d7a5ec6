// How reminders are sent: what a start says of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "service/smtp.hpp"

namespace recert::service {

inline constexpr std::uint32_t kMailsPerMinuteDefault = 120;

struct ReminderOptions {
    SmtpOptions smtp;
    std::string public_url;  // without a slash at its end
    std::uint32_t mails_per_minute = kMailsPerMinuteDefault;
    std::function<void(const std::string&)> complain = [](const std::string&) {};
    SendMail send{};  // a test's, instead of SMTP
};

}  // namespace recert::service
