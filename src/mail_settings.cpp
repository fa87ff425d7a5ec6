#include "mail_settings.hpp"

#include <algorithm>

#include "store/durable_file.hpp"

namespace recert {
namespace {

using service::SmtpOptions;

template <std::string SmtpOptions::*kPlace>
constexpr MailText text(std::string_view name, std::string_view what) {
    return {name, what, [](const SmtpOptions& options) { return options.*kPlace; },
            [](SmtpOptions& options, const std::string& value) { options.*kPlace = value; }};
}

Status read_password(SmtpOptions& options) {
    if (options.password_file.empty()) return {};
    const auto file = store::read_file(options.password_file);
    if (file && *file) options.password = (*file)->substr(0, (*file)->find_first_of("\r\n"));
    if (!options.password.empty()) return {};
    return fail(ErrorCode::bad_parameter,
                "smtp_password_file: no password can be read from " + options.password_file);
}

}  // namespace

constinit const std::array<MailText, kMailTextCount> kMailTexts = {
    text<&SmtpOptions::url>(
        "smtp_url",
        "Server that reminders go out by: smtps://mail.example.org, smtp://…:587; needs "
        "--public-url"),
    text<&SmtpOptions::from>("smtp_from", "Who they are from: Office <office@example.org>"),
    text<&SmtpOptions::tls>(
        "smtp_tls", "starttls, or none to this machine (starttls, but to this machine none)"),
    text<&SmtpOptions::ca_file>("smtp_ca_file",
                                "PEM file: whose certificates are believed (the system's)"),
    text<&SmtpOptions::user>("smtp_user", "Who signs in at the server, if anybody does"),
    text<&SmtpOptions::password_file>("smtp_password_file",
                                      "File with the password (else RECERT_SMTP_PASSWORD has it)")};

Result<std::optional<service::ReminderOptions>> settle(const GivenMail& given,
                                                       const std::string& public_url) {
    service::ReminderOptions options;
    SmtpOptions& smtp = options.smtp;
    for (std::size_t i = 0; i < kMailTexts.size(); ++i)
        if (given.texts[i]) kMailTexts[i].put(smtp, *given.texts[i]);
    const bool is_any = given.mails_per_minute ||
                        std::ranges::any_of(given.texts, [](const auto& each) { return !!each; });
    if (smtp.url.empty() && is_any)
        return fail(ErrorCode::bad_parameter, "settings about mail need smtp_url");
    if (smtp.url.empty()) return std::nullopt;
    if (public_url.empty())
        return fail(ErrorCode::bad_parameter, "smtp_url needs public_url: mails have links");
    if (given.password) smtp.password = *given.password;
    if (given.mails_per_minute) options.mails_per_minute = *given.mails_per_minute;
    options.public_url = public_url;
    RECERT_TRY(read_password(smtp));
    RECERT_TRY(service::check(smtp));
    return options;
}

}  // namespace recert
