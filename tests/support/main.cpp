// The one main of a test executable; every part's tests link it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
