// The other half of tools/bench append: the least that a durable HTTP append can cost.
//
// Beast and RocksDB with group commit and nothing else: any POST's body is stored under the next
// number, groups are synced by one thread, the answer is 201. No rules, no tree, no views, no
// tokens. GET /stats tells how many groups and events there were. What recertd costs on top of
// this is the price of its semantics.
//
// usage: recert_bench_bare DIR PORT THREADS
#include <rocksdb/db.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::size_t kGroupMax = 1024;  // as recertd's

std::string key_of(std::uint64_t number) {
    std::string key(8, '\0');
    for (std::size_t byte = 0; byte < 8; ++byte)
        key[byte] = static_cast<char>((number >> (56 - 8 * byte)) & 0xff);
    return key;
}

// One thread that writes what has come in meanwhile as one synced batch.
class Committer {
  public:
    using Done = std::function<void(std::uint64_t)>;

    explicit Committer(const std::string& directory) {
        rocksdb::Options options;
        options.create_if_missing = true;
        rocksdb::DB* db = nullptr;
        if (const auto status = rocksdb::DB::Open(options, directory, &db); !status.ok()) {
            std::fprintf(stderr, "%s\n", status.ToString().c_str());
            std::exit(2);
        }
        db_.reset(db);
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    void append(std::string body, Done done) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.emplace_back(std::move(body), std::move(done));
        }
        arrived_.notify_one();
    }

    std::string stats() const {
        return "{\"groups\":" + std::to_string(groups_) + ",\"events\":" + std::to_string(events_) +
               "}";
    }

  private:
    using Waiting = std::vector<std::pair<std::string, Done>>;

    Waiting take(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, stop, [this] { return !waiting_.empty(); });
        if (waiting_.size() <= kGroupMax) return std::exchange(waiting_, {});
        const auto end = waiting_.begin() + kGroupMax;
        Waiting group(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
        waiting_.erase(waiting_.begin(), end);
        return group;
    }

    void run(const std::stop_token& stop) {
        rocksdb::WriteOptions synced;
        synced.sync = true;
        for (Waiting group = take(stop); !group.empty(); group = take(stop)) {
            rocksdb::WriteBatch batch;
            std::uint64_t number = events_;
            for (const auto& [body, done] : group) batch.Put(key_of(number++), body);
            if (!db_->Write(synced, &batch).ok()) std::abort();
            number = events_.exchange(number);
            ++groups_;
            for (const auto& [body, done] : group) done(number++);
        }
    }

    std::unique_ptr<rocksdb::DB> db_;
    std::mutex mutex_;
    std::condition_variable_any arrived_;
    Waiting waiting_;
    std::atomic<std::uint64_t> groups_ = 0;
    std::atomic<std::uint64_t> events_ = 0;
    std::jthread thread_;  // last: it uses all of the above
};

class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(tcp::socket socket, Committer& committer)
        : stream_(std::move(socket)), committer_(committer) {
        stream_.socket().set_option(tcp::no_delay(true));
    }

    void read() {
        request_ = {};
        http::async_read(stream_, buffer_, request_,
                         [self = shared_from_this()](beast::error_code error, std::size_t) {
                             if (!error) self->answer();
                         });
    }

  private:
    void answer() {
        if (request_.method() != http::verb::post)
            return write(http::status::ok, committer_.stats());
        committer_.append(std::move(request_.body()), [self = shared_from_this()](auto number) {
            asio::post(self->stream_.get_executor(), [self, number] {
                const auto seq = std::to_string(number);
                self->write(http::status::created,
                            "{\"first_seq\":" + seq + ",\"last_seq\":" + seq + ",\"version\":1}");
            });
        });
    }

    void write(http::status status, std::string body) {
        response_ = {status, request_.version()};
        response_.set(http::field::content_type, "application/json");
        response_.keep_alive(request_.keep_alive());
        response_.body() = std::move(body);
        response_.prepare_payload();
        http::async_write(stream_, response_,
                          [self = shared_from_this()](beast::error_code error, std::size_t) {
                              if (!error) self->read();
                          });
    }

    beast::tcp_stream stream_;
    Committer& committer_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> response_;
};

void accept(tcp::acceptor& acceptor, Committer& committer) {
    acceptor.async_accept(asio::make_strand(acceptor.get_executor()),
                          [&](beast::error_code error, tcp::socket socket) {
                              if (!error)
                                  std::make_shared<Session>(std::move(socket), committer)->read();
                              accept(acceptor, committer);
                          });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: recert_bench_bare DIR PORT THREADS\n");
        return 2;
    }
    asio::io_context context;
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](auto, auto) { context.stop(); });
    Committer committer(argv[1]);
    const auto port = static_cast<unsigned short>(std::stoi(argv[2]));
    tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), port});
    accept(acceptor, committer);
    std::vector<std::jthread> threads;
    for (int count = std::stoi(argv[3]); count > 1; --count)
        threads.emplace_back([&] { context.run(); });
    context.run();
}
