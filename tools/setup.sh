# What tools/run, tools/test and tools/bench share: packages, and one way to build. Sourced by bash.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What the sanitized preset runs with.
export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0

build_packages="g++ cmake ninja-build ccache libboost1.81-dev libboost-url1.81-dev librocksdb-dev
    nlohmann-json3-dev libsimdjson-dev libssl-dev libexpected-dev libcli11-dev libspdlog-dev
    libhowardhinnant-date-dev libmimalloc-dev libtomlplusplus-dev libcurl4-openssl-dev libarchive-dev libxlsxwriter-dev zlib1g-dev
    libsystemd-dev pkg-config libcairo2-dev libpango1.0-dev libqrencode-dev fonts-noto-core tzdata ca-certificates"
test_packages="catch2 librapidcheck-dev python3 curl openssl poppler-utils qpdf zbar-tools fonts-noto-cjk"
log_packages="golang-go golang-golang-x-mod-dev openssl"
browser_packages="chromium fonts-noto-core"
package_packages="help2man dpkg-dev file"
format_packages="clang-format"
tidy_packages="clang-tidy"
fuzz_packages="clang libclang-rt-dev"

say() { printf '==> %s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "this needs root: run as root, install sudo, or run as root: $*"
    fi
}

# Installs what is missing of the packages named; asks the network only when something is.
need() {
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    say "Installing ${missing[*]}"
    as_root apt-get -o DPkg::Lock::Timeout=300 -q update >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q -y \
        install --no-install-recommends "${missing[@]}" >&2
}

# One compiler a core, but no more than memory has room for (1.5 GB each).
jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable:/ {print int($2 / 1500000)}' /proc/meminfo)
    [ "$memory" -lt 1 ] && memory=1
    echo $((cores < memory ? cores : memory))
}

# build PRESET [TARGET…]
build() {
    local preset=$1
    shift
    say "Building preset $preset in build/$preset"
    (cd "$root" && cmake --preset "$preset" >"/tmp/recert-configure-$$.log" 2>&1) || {
        cat "/tmp/recert-configure-$$.log" >&2
        return 1
    }
    rm -f "/tmp/recert-configure-$$.log"
    cmake --build "$root/build/$preset" --parallel "$(jobs)" ${1:+--target "$@"} >&2
}
