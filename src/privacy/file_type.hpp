// What a file is, told by its bytes: PDF, PNG, JPEG, or plain text in UTF-8. What it is called does
// not count, nor whether the rest of it is in order. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace recert::privacy {

enum class FileType { pdf, png, jpeg, text };

// nullopt: none of them, or empty.
std::optional<FileType> file_type(std::string_view bytes);

// text/plain; charset=utf-8
std::string_view media_of(FileType type);

}  // namespace recert::privacy
