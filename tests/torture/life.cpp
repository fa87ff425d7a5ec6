#include "torture/life.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include "torture/clients.hpp"

extern char** environ;

namespace recert::torture {

namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;

pid_t spawn(std::vector<std::string> arguments, const std::string& crash_at, int out) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::string setting = "RECERT_CRASH_AT=" + crash_at;
    std::vector<char*> variables;
    for (char** variable = environ; *variable != nullptr; ++variable)
        variables.push_back(*variable);
    if (!crash_at.empty()) variables.push_back(setting.data());
    variables.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    pid_t process = -1;
    const int failed =
        ::posix_spawn(&process, "/proc/self/exe", &actions, nullptr, argv.data(), variables.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("no process can be started");
    return process;
}

}  // namespace

Life::Life(const LifeOrder& order, Told& told)
    : told_(told), name_(order.name), answered_(kClients, 0) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> arguments = {"torture", "--life", order.data.string(), order.name};
    if (order.rebuilds) arguments.emplace_back("rebuilds");
    if (order.backs_up) arguments.emplace_back("backs-up");
    if (order.answers_early) arguments.emplace_back("early");
    process_ = spawn(std::move(arguments), order.crash_at, ends[1]);
    ::close(ends[1]);
    listener_ = std::thread([this, from = ends[0]] { listen(from); });
}

Life::~Life() {
    kill();
    listener_.join();
}

void Life::listen(int from) {
    std::string buffer;
    std::string block(kReadBytes, '\0');
    for (;;) {
        const ssize_t got = ::read(from, block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        buffer.append(block, 0, static_cast<std::size_t>(got));
        std::size_t begin = 0;
        for (std::size_t end = buffer.find('\n'); end != buffer.npos;
             begin = end + 1, end = buffer.find('\n', begin))
            take(buffer.substr(begin, end - begin));
        buffer.erase(0, begin);
    }
    ::close(from);
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
    changes_.notify_all();
}

// `key seq entry`, `key` alone for an answer of which no more is known, or words after `#`.
void Life::take(const std::string& line) {
    const std::size_t space = line.find(' ');
    const std::string key = line.substr(0, space);
    if (line.starts_with('#')) {
        const std::lock_guard lock(mutex_);
        is_ready_ = is_ready_ || line == "# ready";
        said_ += line.substr(1) + '\n';
        changes_.notify_all();
        return;
    }
    if (space == line.npos) {
        told_.take(key);
    } else {
        std::uint64_t seq = 0;
        const char* const digits = line.data() + space + 1;
        const auto parsed = std::from_chars(digits, line.data() + line.size(), seq);
        told_.take(key, {seq}, {std::string(parsed.ptr + 1)});
    }
    const std::lock_guard lock(mutex_);
    const std::size_t before = key.rfind('-', key.rfind('-') - 1);
    ++answered_.at(std::stoul(key.substr(before + 1)));
}

bool Life::wait_until_ready() {
    std::unique_lock lock(mutex_);
    changes_.wait(lock, [this] { return is_ready_ || has_ended_; });
    return is_ready_;
}

bool Life::wait_for_end(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    return changes_.wait_for(lock, longest, [this] { return has_ended_; });
}

bool Life::kill() {
    if (process_ < 0) return false;
    ::kill(process_, SIGKILL);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    std::unique_lock lock(mutex_);
    changes_.wait(lock, [this] { return has_ended_; });
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

std::string Life::said() const {
    const std::lock_guard lock(mutex_);
    return said_;
}

std::set<std::string> Life::unanswered() const {
    const std::lock_guard lock(mutex_);
    std::set<std::string> keys;
    for (unsigned client = 0; client < kClients; ++client)
        keys.insert(key_of(name_, client, answered_.at(client)));
    return keys;
}

}  // namespace recert::torture
