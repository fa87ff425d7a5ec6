// The load of tools/bench: kept-alive connections, each with one request under way.
//
// One thread, epoll, hand-made HTTP/1.1, so that the load costs little beside what it measures.
// Request number n goes to /v1/credentials/<prefix><n mod credentials>/events; its body is that of
// the file BODY, with every @ replaced by the run's name and n. READS of a hundred ask for the
// credential instead. RATE is how many begin a second, 0 as many as there can be; a latency is
// counted from when the request was due. Prints one JSON line: requests answered 200 or 201,
// others, seconds, latencies in µs.
//
// usage: recert_bench_load PORT CONNECTIONS SECONDS CREDENTIALS PREFIX RUN BODY TOKEN-FILE
//                          [RATE READS]
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(2);
}

std::string read_file(const char* path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) give_up(path);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

struct Plan {
    std::uint16_t port;
    std::size_t connections;
    double seconds;
    std::uint64_t credentials;
    std::string prefix, run, body, token;
    double rate = 0;
    std::uint64_t reads = 0;

    std::string request(std::uint64_t number) const {
        const std::string path = "/v1/credentials/" + prefix + std::to_string(number % credentials);
        const std::string host = " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token;
        if (number % 100 < reads) return "GET " + path + host + "\r\n\r\n";
        std::string payload;
        for (const char c : body) c == '@' ? payload += run + std::to_string(number) : payload += c;
        return "POST " + path + "/events" + host +
               "\r\nContent-Type: application/json\r\nPrefer: return=minimal\r\nContent-Length: " +
               std::to_string(payload.size()) + "\r\n\r\n" + payload;
    }
};

struct Connection {
    int fd = -1;
    Clock::time_point sent_at;
    std::string received;
    bool under_way = false;
};

class Load {
  public:
    explicit Load(Plan plan) : plan_(std::move(plan)), connections_(plan_.connections) {
        for (auto& connection : connections_) connect(connection);
    }

    void run() {
        begin_ = Clock::now();
        end_ = begin_ + std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(plan_.seconds));
        for (auto& connection : connections_) send_next(connection);
        std::vector<epoll_event> ready(connections_.size());
        for (;;) {
            send_what_is_due();
            if (under_way_ == 0 && waiting_.empty()) break;
            const int limit_ms = waiting_.empty() ? 30'000 : 1;
            const int count =
                epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), limit_ms);
            if (count < 0 || (count == 0 && waiting_.empty())) give_up("no answer within 30 s");
            for (int index = 0; index < count; ++index)
                receive(*static_cast<Connection*>(ready[static_cast<std::size_t>(index)].data.ptr));
        }
        took_ = std::chrono::duration<double>(Clock::now() - begin_).count();
    }

    void print() {
        std::sort(latencies_us_.begin(), latencies_us_.end());
        std::printf(
            "{\"good\": %zu, \"other\": %zu, \"seconds\": %.3f, \"p50_us\": %u, "
            "\"p99_us\": %u, \"request_bytes\": %zu, \"first_other\": \"%.3s\"}\n",
            good_, other_, took_, quantile(0.5), quantile(0.99), plan_.request(1'000).size(),
            first_other_.c_str());
    }

  private:
    void connect(Connection& connection) {
        connection.fd = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(plan_.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        sockaddr generic{};
        std::memcpy(&generic, &address, sizeof generic);
        if (::connect(connection.fd, &generic, sizeof generic) != 0) give_up("connect");
        const int on = 1;
        setsockopt(connection.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &connection;
        if (epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.fd, &event) != 0) give_up("epoll_ctl");
    }

    void send_next(Connection& connection) {
        if (connection.under_way) --under_way_;
        connection.under_way = false;
        const auto now = Clock::now();
        if (now >= end_) return;
        if (plan_.rate > 0 && due() > now) return waiting_.push_back(&connection);
        connection.sent_at = plan_.rate > 0 ? due() : now;
        const std::string request = plan_.request(next_++);
        const auto sent = ::send(connection.fd, request.data(), request.size(), MSG_NOSIGNAL);
        if (sent != static_cast<ssize_t>(request.size())) give_up("send");
        connection.under_way = true;
        ++under_way_;
    }

    Clock::time_point due() const {
        return begin_ + std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(static_cast<double>(next_) / plan_.rate));
    }

    void send_what_is_due() {
        if (Clock::now() >= end_) return waiting_.clear();
        while (!waiting_.empty() && due() <= Clock::now()) {
            Connection& connection = *waiting_.front();
            waiting_.pop_front();
            send_next(connection);
        }
    }

    void receive(Connection& connection) {
        char buffer[16'384];
        const auto count = ::recv(connection.fd, buffer, sizeof buffer, 0);
        if (count <= 0) give_up("recv");
        connection.received.append(buffer, static_cast<std::size_t>(count));
        const auto end = connection.received.find("\r\n\r\n");
        if (end == std::string::npos) return;
        if (connection.received.size() < end + 4 + content_length(connection.received)) return;
        const auto took = Clock::now() - connection.sent_at;
        latencies_us_.push_back(static_cast<unsigned>(
            std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
        const std::string status = connection.received.substr(9, 3);
        if (status == "201" || status == "200") {
            ++good_;
        } else if (other_++ == 0) {
            first_other_ = status;
            std::fprintf(stderr, "refused: %.1000s\n", connection.received.c_str());
        }
        connection.received.clear();
        send_next(connection);
    }

    static std::size_t content_length(std::string_view head) {
        constexpr std::string_view kName = "content-length:";
        const auto found = std::search(
            head.begin(), head.end(), kName.begin(), kName.end(),
            [](unsigned char a, char b) { return static_cast<char>(std::tolower(a)) == b; });
        if (found == head.end()) give_up("an answer without Content-Length");
        const char* digits = &*found + kName.size();
        while (*digits == ' ') ++digits;
        std::size_t length = 0;
        std::from_chars(digits, head.data() + head.size(), length);
        return length;
    }

    unsigned quantile(double part) const {
        if (latencies_us_.empty()) return 0;
        const auto last = static_cast<double>(latencies_us_.size() - 1);
        return latencies_us_[static_cast<std::size_t>(part * last)];
    }

    Plan plan_;
    int epoll_ = epoll_create1(0);
    std::vector<Connection> connections_;
    std::vector<unsigned> latencies_us_;
    Clock::time_point begin_, end_;
    std::uint64_t next_ = 0;
    std::size_t under_way_ = 0, good_ = 0, other_ = 0;
    std::deque<Connection*> waiting_;  // for the time their request is due
    std::string first_other_;
    double took_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 9 && argc != 11) {
        std::fprintf(stderr,
                     "usage: recert_bench_load PORT CONNECTIONS SECONDS CREDENTIALS PREFIX RUN "
                     "BODY TOKEN-FILE [RATE READS]\n");
        return 2;
    }
    Load load({static_cast<std::uint16_t>(std::stoi(argv[1])), std::stoul(argv[2]),
               std::stod(argv[3]), std::stoull(argv[4]), argv[5], argv[6], read_file(argv[7]),
               read_file(argv[8]), argc > 9 ? std::stod(argv[9]) : 0.0,
               argc > 9 ? std::stoull(argv[10]) : 0});
    load.run();
    load.print();
}
