"""Bytes in, `Reading` out. One file or folder per format, each with the same two names: `sniff` and `read`.

A reader knows no other reader, no Django and no path: it gets a `Source` (bytes by offset) and a `Context` (its
bounds, and the way to hand on what is packed inside). It runs in a sandboxed child, see `sandbox.py`.
"""
