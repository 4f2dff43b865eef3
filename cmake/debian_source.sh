#!/usr/bin/env bash
# debian_source.sh DIRECTORY PACKAGE...: puts the source of Debian packages in DIRECTORY/PACKAGE, as this machine's own
# mirror has it. The sources that apt knows are written down again as deb-src, for this one call and only those of the
# release itself; the machine's configuration is left as it is. Needs no root.
set -euo pipefail
directory=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/parts" "$work/lists/partial" "$work/cache" "$work/source"
# shellcheck source=/dev/null
release=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
suites="$release(-updates|-security|/updates)?"

list='' parts=''
eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"

# One line a source: deb [options] URI suite component...
for file in "$list" "$parts"*.list; do
  [ ! -f "$file" ] || sed -nE "s#^deb([[:blank:]]+(\[[^]]*\][[:blank:]]+)?[^[:blank:]]+[[:blank:]]+${suites}[[:blank:]])#deb-src\1#p" "$file"
done >"$work/parts/lines.list"
# Paragraphs of fields; of their suites only the release's are kept.
for file in "$parts"*.sources; do
  [ ! -f "$file" ] || awk -v RS= -v kept="^$suites\$" '
    {
      count = split($0, lines, "\n"); paragraph = ""; any = 0
      for (n = 1; n <= count; n++) {
        if (tolower(lines[n]) ~ /^types:/) lines[n] = "Types: deb-src"
        if (tolower(lines[n]) ~ /^suites:/) {
          words = split(lines[n], word, /[ \t]+/); lines[n] = "Suites:"
          for (w = 2; w <= words; w++) if (word[w] ~ kept) { lines[n] = lines[n] " " word[w]; any = 1 }
        }
        paragraph = paragraph lines[n] "\n"
      }
      if (any) print paragraph
    }' "$file"
done >"$work/parts/paragraphs.sources"

(
  options=(-q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/parts"
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User="$(id -un)")
  cd "$work/source"
  apt-get "${options[@]}" update
  apt-get "${options[@]}" source "$@"
) >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
mkdir -p "$directory"
for package in "$@"; do
  rm -rf "${directory:?}/$package"
  mv "$work/source/$package"-*/ "$directory/$package"
done
