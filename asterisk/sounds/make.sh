#!/bin/sh
# Makes the spoken sounds of this folder anew, beside this script:
#   apt-get install flite sox && asterisk/sounds/make.sh
# 8 kHz, 16 bit, mono .wav: what every Asterisk plays without a further codec.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# say NAME TEXT
# The voice is the one of flite's and festival's that a speech recogniser (PocketSphinx)
# understood best once cut to a telephone's band: every word of these three. Level: as loud as Asterisk's own sounds, RMS
# about -19 dB and peaks below -3 dB. A moment of silence comes first, because the
# first packets after an answer are often lost.
say() {
  flite -voice rms --setf duration_stretch=1.05 -t "$2" -o "$work/$1.wav"
  sox -R -D "$work/$1.wav" -r 8000 -c 1 -b 16 "$work/$1-cut.wav" \
    highpass 200 lowpass 3400 \
    silence 1 0.02 0.5% reverse silence 1 0.02 0.5% reverse \
    norm -8 compand 0.005,0.2 6:-60,-42,-20,-12,0,-7 0 -60 0.1 norm -3.5
  sox -R -D "$work/$1-cut.wav" "$1.wav" pad 0.25 0.15
}

# To whom picks up, after a recording of the business's name or a tone.
say press-1 'You have a call from a customer. To take the call, press 1.'
# To a caller whom nobody answered. Not everybody can be texted, so it promises nothing.
say not-available 'Sorry, nobody can take your call right now. Goodbye.'
# To a caller on the block list.
say blocked 'Sorry, this number does not accept your call. Goodbye.'
