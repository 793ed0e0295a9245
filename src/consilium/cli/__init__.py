"""The commands: one file each, with `NAME`, `arguments(parser, texts)` and `run(arguments, texts) -> int`."""
