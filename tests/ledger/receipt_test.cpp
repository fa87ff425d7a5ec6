// Receipts as text, and back.
#include "ledger/receipt.hpp"

#include <catch2/catch.hpp>

#include "ledger/checkpoint.hpp"
#include "ledger/feed.hpp"
#include "ledger/naive_tree.hpp"
#include "ledger/open_log.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

const std::string kHash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const std::string kNote = "o\n9\n" + kHash + "\n\n\xe2\x80\x94 o c2lnbmVk\n";
const std::string kText =
    "c2sp.org/tlog-proof@v1\nindex 7\n" + kHash + "\n" + kHash + "\n\n" + kNote;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a receipt is a proof in a few lines and a checkpoint as it was signed", "[receipt]") {
    const Receipt receipt{{7}, {empty_root(), empty_root()}, kNote};
    CHECK(receipt.text() == kText);
    const auto parsed = Receipt::parse(kText);
    REQUIRE(parsed);
    CHECK(parsed->index == Seq{7});
    CHECK(parsed->path == receipt.path);
    CHECK(parsed->checkpoint_note == kNote);
}

TEST_CASE("the receipt of the only entry has no hashes", "[receipt]") {
    const std::string text = "c2sp.org/tlog-proof@v1\nindex 0\n\n" + kNote;
    const auto parsed = Receipt::parse(text);
    REQUIRE(parsed);
    CHECK(parsed->path.empty());
    CHECK(parsed->text() == text);
}

TEST_CASE("what is not written as a receipt is refused", "[receipt]") {
    const std::vector<std::string> wrong = {
        "",
        "c2sp.org/tlog-proof@v1\n",
        replaced(kText, "@v1", "@v2"),
        replaced(kText, "index 7", "index 07"),
        replaced(kText, "index 7", "index +7"),
        replaced(kText, "index 7", "index 7 "),
        replaced(kText, "index 7", "index "),
        replaced(kText, "index 7", "index 18446744073709551616"),
        replaced(kText, "index 7", "Index 7"),
        replaced(kText, "index 7\n", "extra ZXh0cmE=\nindex 7\n"),
        replaced(kText, "index 7\n", "index 7\r\n"),
        replaced(kText, kHash, kHash.substr(4)),
        replaced(kText, kHash, " " + kHash),
        replaced(kText, kHash, replaced(kHash, "FU=", "FV=")),
        replaced(kText, "\n\n", "\n"),
    };
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        INFO(i << ": " << wrong[i]);
        const auto parsed = Receipt::parse(wrong[i]);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == ErrorCode::malformed);
    }
}

TEST_CASE("a proof is no longer than the highest tree", "[receipt]") {
    Receipt receipt{{7}, Proof(kProofHashesMax, empty_root()), kNote};
    CHECK(Receipt::parse(receipt.text()));
    receipt.path.push_back(empty_root());
    CHECK_FALSE(Receipt::parse(receipt.text()));
    receipt.path.resize(std::size_t{1} << 14);
    CHECK_FALSE(Receipt::parse(receipt.text()));
}

TEST_CASE("a receipt read back leads from the entry to the signed root", "[receipt]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    REQUIRE(log->append(Feed().next(700)));
    const std::vector<note::Signer> signers = {test_signer()};
    REQUIRE(log->publish_checkpoint(signers));
    const std::string signed_note = (*read_checkpoint(scratch.path()))->note;
    for (const std::uint64_t seq : {0, 255, 256, 511, 699}) {
        const auto path = log->reader()->inclusion({seq}, {700});
        const auto receipt = Receipt::parse(Receipt{{seq}, *path, signed_note}.text());
        REQUIRE(receipt);
        const std::vector<note::VerifierKey> trusted = {test_signer().verifier()};
        const auto checkpoint = Checkpoint::parse(*note::open(receipt->checkpoint_note, trusted));
        REQUIRE(checkpoint);
        CHECK(naive::included(naive::leaf(Feed::bytes({seq})), receipt->index.value,
                              checkpoint->size.value, receipt->path, checkpoint->root));
    }
}
