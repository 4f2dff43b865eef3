#!/usr/bin/env bash
# clean_root.sh PACKAGES: puts the packages of a folder on two machines that have nothing else - Debian's by apt on one, the
# archive on the other - and makes and runs programs there. Needs root, debootstrap and the mirror that this machine's apt
# is set to, and takes minutes.
set -euo pipefail
packages=$(realpath "$1")
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
plan=tests/data/action-plan-2020/plan.json
counts="6 open, 1 closed, 2 reduced"  # of the sample plan; tests/consumers/follow_up.cpp says where it comes from

work=$(mktemp -d)
log=$work/log
finish() {
  local status=$?
  [ $status -eq 0 ] || tail -n 40 "$log" >&2
  rm -rf "$work"
}
trap finish EXIT

# within ROOT COMMAND...
within() {
  local root=$work/$1
  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} chroot "$root" "$@"
}

# install_in ROOT PACKAGE...
install_in() {
  within "$1" apt-get install -y --no-install-recommends -o Dpkg::Use-Pty=0 "${@:2}" </dev/null >>"$log" 2>&1
}

# expect WHAT WANTED FOUND
expect() {
  [ "$2" = "$3" ] || { printf '%s: expected "%s", found "%s"\n' "$1" "$2" "$3" >&2; exit 1; }
  printf '  %s: as expected\n' "$1"
}

# new_root NAME: a machine with the tests and nothing else.
new_root() {
  cp -a "$work/base" "$work/$1"
  mkdir -p "$work/$1/tertial/tests/data" "$work/$1/made"
  cp -r "$source/tests/consumers" "$work/$1/tertial/tests"
  cp -r "$source/${plan%/*}" "$work/$1/tertial/tests/data"
}

# use_from_c ROOT PREFIX LIBRARIES
use_from_c() {
  install_in "$1" gcc libc6-dev make cmake pkg-config
  within "$1" sh -euc "cc -std=c99 -pedantic -Werror /tertial/tests/consumers/interface.c -o /made/interface \
    \$(PKG_CONFIG_PATH=$3/pkgconfig pkg-config --cflags --libs tertial-c)" >>"$log" 2>&1
  expect "C, by pkg-config" "$counts"$'\nPK' "$(within "$1" env LD_LIBRARY_PATH="$3" /made/interface "/tertial/$plan")"
  within "$1" cmake -S /tertial/tests/consumers/find_package_c -B /made/cmake "-DCMAKE_PREFIX_PATH=$2" >>"$log" 2>&1
  within "$1" cmake --build /made/cmake >>"$log" 2>&1
  expect "C, by find_package" "$counts"$'\nPK' "$(within "$1" /made/cmake/interface "/tertial/$plan")"
}

# report ROOT PROGRAM
report() { within "$1" "$2" follow-up "/tertial/$plan" --as-of 2020-T2 --lang en; }

# shellcheck source=/dev/null
release=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
  awk -v release="$release" '$1 == release && !found { print $2; found = 1 }')
echo "A root of $release from $mirror"
debootstrap --variant=minbase --include=ca-certificates "$release" "$work/base" "$mirror" >"$log" 2>&1
rm -rf "$work/base/etc/apt"
cp -a /etc/apt "$work/base/etc/apt"
cp -an /usr/share/keyrings/. "$work/base/usr/share/keyrings"
within base apt-get update >>"$log" 2>&1

echo "Debian's packages"
new_root debian
mkdir "$work/debian/packages"
cp "$packages"/*.deb "$work/debian/packages"
within debian sh -c 'ls /packages/tertial_*.deb /packages/libtertial[0-9]*.deb' >"$work/runtime"
mapfile -t runtime <"$work/runtime"
install_in debian "${runtime[@]}"
report debian tertial >"$work/report"
printf '  command line: a report of %s lines\n' "$(wc -l <"$work/report")"
within debian sh -c 'ls /packages/libtertial-dev_*.deb' >"$work/development"
mapfile -t development <"$work/development"
install_in debian "${development[@]}"
libraries=$(dirname "$(within debian dpkg -L libtertial-dev | grep '/libtertial\.so$')")
use_from_c debian /usr "$libraries"
install_in debian g++
within debian /tertial/tests/consumers/pkg_config/build.sh /made >>"$log" 2>&1
expect "C++, by pkg-config" "$counts" "$(within debian /made/follow_up "/tertial/$plan")"
within debian cmake -S /tertial/tests/consumers/find_package -B /made/cpp >>"$log" 2>&1
within debian cmake --build /made/cpp >>"$log" 2>&1
expect "C++, by find_package" "$counts" "$(within debian /made/cpp/follow_up "/tertial/$plan")"
within debian apt-get purge -y libtertial1 tertial >>"$log" 2>&1
expect "files left when removed" "" "$(within debian sh -c 'find / -xdev -name "*tertial*" -not -path "/tertial*" \
  -not -path "/made*" -not -path "/packages*" -not -path "/proc/*" -not -path "/var/l*"')"

echo "The archive"
new_root archive
tar -xzf "$packages"/*.tar.gz -C "$work/archive/opt"
prefix=$(cd "$work/archive" && echo opt/*)
install_in archive libstdc++6 zlib1g
report archive "/$prefix/bin/tertial" | cmp - "$work/report"
echo "  command line: the same report"
use_from_c archive "/$prefix" "/$prefix/lib"
