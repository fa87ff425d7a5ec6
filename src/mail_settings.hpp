// The settings about reminders by mail: texts, all given in the same way, how many mails a minute,
// and a password that no setting shows. By flag (--smtp-url), by environment (RECERT_SMTP_URL), or
// in the file (smtp_url).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"
#include "service/reminder_options.hpp"

namespace recert {

inline constexpr std::uint32_t kMailsPerMinuteMax = 60'000;

struct MailText {
    std::string_view name;
    std::string_view what;
    std::string (*read)(const service::SmtpOptions&);
    void (*put)(service::SmtpOptions&, const std::string&);
};

inline constexpr std::size_t kMailTextCount = 6;
extern const std::array<MailText, kMailTextCount> kMailTexts;

struct GivenMail {
    std::array<std::optional<std::string>, kMailTextCount> texts;
    std::optional<std::uint32_t> mails_per_minute;
    std::optional<std::string> password;  // of the environment alone
};

// nullopt when no server was given. Errors: bad-parameter, naming the setting.
Result<std::optional<service::ReminderOptions>> settle(const GivenMail& given,
                                                       const std::string& public_url);

}  // namespace recert
