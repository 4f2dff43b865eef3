#!/usr/bin/env bash
# build.sh DIRECTORY: compiles the programs with nothing but the compilers and pkg-config.
set -euo pipefail
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
for program in core:tertial-core follow_up:tertial workbook:tertial; do
  read -ra flags <<<"$(pkg-config --cflags --libs "${program#*:}")"
  "${CXX:-c++}" -std=c++20 "$sources/${program%:*}.cpp" -o "$1/${program%:*}" "${flags[@]}"
done
read -ra flags <<<"$(pkg-config --cflags --libs tertial-c)"
"${CC:-cc}" -std=c99 -pedantic -Werror "$sources/interface.c" -o "$1/interface" "${flags[@]}"
