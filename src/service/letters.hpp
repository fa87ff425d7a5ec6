// Letters without their marks and in small: what names are compared by.
//
// Each table is of a block of Unicode, one place a letter. A dot: the letter stays as it is, or
// stands for two (kTwoLetters).
#pragma once

#include <string_view>

namespace recert::service {

struct LetterBlock {
    char32_t first;
    std::u32string_view folded;
};

inline constexpr char32_t kAsItIs = U'.';

inline constexpr LetterBlock kLetterBlocks[] = {
    // Latin-1, Latin Extended-A and -B.
    {0x00C0,
     U"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccdd"
     U"ddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll..llnnnnnnnnnoooooo..rrrrrrssssss"
     U"ssttttttuuuuuuuuuuuuwwyyyzzzzzzsb......................i........oo.............u"
     U"u............................aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo"
     U"aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy...............b............"},
    // Latin Extended Additional: Vietnamese, among others.
    {0x1E00,
     U"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo"
     U"oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s...."
     U"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
     U"uuyyyyyyyy......"},
    // Greek.
    {0x0386,
     U"α.εηι.ο.υωιαβγδεζηθικλμνξοπρ.στυφχψωιυαε"
     U"ηιυαβγδεζηθικλμνξοπρσστυφχψωιυουω"},
    // Cyrillic.
    {0x0400,
     U"ееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцч"
     U"шщъыьэюяабвгдежзииклмнопрстуфхцчшщъыьэюя"
     U"ееђгєѕііјљњћкиуџѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯѱѱѳѳѵѵѵѵ"
     U"ѹѹѻѻѽѽѿѿҁҁ........ҋҋҍҍҏҏґґғғҕҕҗҗҙҙққҝҝҟҟ"
     U"ҡҡңңҥҥҧҧҩҩҫҫҭҭүүұұҳҳҵҵҷҷҹҹһһҽҽҿҿӏжжӄӄӆӆӈ"
     U"ӈӊӊӌӌӎӎӏааааӕӕееәәәәжжззӡӡииииооөөөөээуу"
     U"ууууччӷӷыыӻӻӽӽӿӿԁԁԃԃԅԅԇԇԉԉԋԋԍԍԏԏԑԑԓԓԕԕԗԗ"
     U"ԙԙԛԛԝԝԟԟԡԡԣԣԥԥԧԧԩԩԫԫԭԭԯԯ"},
};

struct TwoLetters {
    std::u32string_view letters;  // large and small
    std::u32string_view folded;
};

inline constexpr TwoLetters kTwoLetters[] = {
    {U"ßẞ", U"ss"}, {U"ÆæǼǽǢǣ", U"ae"}, {U"Œœ", U"oe"},  {U"Þþ", U"th"},
    {U"Ĳĳ", U"ij"}, {U"ǄǅǆǱǲǳ", U"dz"}, {U"Ǉǈǉ", U"lj"}, {U"Ǌǋǌ", U"nj"},
};

// As who writes without umlauts and rings spells them.
inline constexpr TwoLetters kSpeltOut[] = {
    {U"Ää", U"ae"}, {U"Öö", U"oe"}, {U"Üü", U"ue"}, {U"Åå", U"aa"}, {U"Øø", U"oe"},
};

}  // namespace recert::service
