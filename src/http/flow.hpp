// The body of an answer that is made while it is sent, and of its request, which may still come:
// both ways at once, on one thread. The sink is given what has come, the client what is ready.
//
// `Io` as in channel.hpp. The head has been sent; the loop's thread only.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "http/body.hpp"
#include "http/channel.hpp"
#include "http/pending_answer.hpp"
#include "http/request_reader.hpp"
#include "http/uptake.hpp"
#include "http/wire.hpp"

namespace recert::http {

template <class Io>
class Flow {
  public:
    template <class T>
    using Task = typename Io::template Task<T>;

    Flow(Loop& loop, Channel<Io>& channel, RequestReader& reader, Framing framing)
        : loop_(loop), channel_(channel), reader_(reader), framing_(framing) {}

    // To the answer's end; the request's may still be to come. False: broken off, and the
    // connection with it.
    Task<bool> run(const Response& response) {
        BodySource& source = *response.source;
        source.begin(loop_.app().reads, waker(channel_.bell(), loop_));
        Uptake uptake(reader_, response.sink.get());
        bool written = true;
        for (bool ended = false; written && !ended;) {
            if (loop_.is_draining()) source.drain();
            receive(uptake);
            const Next next = source.next();
            if (const auto* piece = std::get_if<std::string>(&next)) {
                written = co_await write(*piece);
            } else if (const auto* wait = std::get_if<Wait>(&next)) {
                channel_.deadline().enter(channel_.is_reading() ? Phase::body : Phase::handling);
                co_await channel_.rest(wait->until);
            } else {
                ended = std::holds_alternative<End>(next);
                written = ended;
            }
        }
        co_await channel_.end_reading();
        if (!written) channel_.reset();
        if (written && !framing_.http_1_0) {
            written = co_await channel_.send(kLastChunk);
        }
        co_return written;
    }

    // Instead: the body of a request comes first, then the answer.
    Task<Response> take_up(Upload& upload) {
        PendingAnswer pending;
        upload.begin(pending.reply(channel_.bell(), loop_));
        Uptake uptake(reader_, &upload);
        while (!pending.is_here()) {
            receive(uptake);
            channel_.deadline().enter(channel_.is_reading() ? Phase::body : Phase::handling);
            co_await channel_.rest(Clock::time_point::max());
        }
        co_await channel_.end_reading();
        co_return pending.take();
    }

  private:
    void receive(Uptake& uptake) {
        if (channel_.is_reading()) return;
        if (const auto arrival = channel_.arrival()) {
            if (arrival->error) return uptake.broke_off(channel_.deadline().has_passed());
            reader_.received(arrival->bytes);
        }
        if (uptake.wants_more()) channel_.begin_read(reader_.room());
    }

    Task<bool> write(std::string_view piece) {
        if (framing_.http_1_0) return channel_.send(piece);
        write_chunk_size(size_, piece.size());
        return channel_.send(size_, piece, kChunkEnd);
    }

    Loop& loop_;
    Channel<Io>& channel_;
    RequestReader& reader_;
    const Framing framing_;
    std::string size_;  // of the piece being sent
};

}  // namespace recert::http
