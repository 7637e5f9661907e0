#!/bin/sh
# Opens MgAid; without a display does the main job all the same and says where the page is.
# usage: run.sh MGAID
set -eu
mgaid=$1
if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
  echo "There is no display here, so MgAid cannot open its window."
  "$mgaid" render resources/example.mgaid -o mgaid-summary.pdf
  echo "It made the page of the example visit instead: $(pwd)/mgaid-summary.pdf"
  exit 0
fi
exec "$mgaid"
