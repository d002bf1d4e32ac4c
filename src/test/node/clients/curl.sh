#!/bin/sh
# Follows a stream with curl until it is told not to return; prints whole events as they stand on the wire.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
last=0
while
  status=$(curl -sN -o "$folder/got" -w '%{http_code}' -H "Last-Event-ID: $last" "$1")
  [ "$status" != 204 ]
do
  # What was cut before its blank line is no event.
  awk '{ event = event $0 "\n" } /^$/ { printf "%s", event; event = "" }' "$folder/got" > "$folder/whole"
  cat "$folder/whole"
  last=$(awk -F: -v last="$last" '/^id:/ { last = $2 } END { print last }' "$folder/whole")
  sleep 1
done
