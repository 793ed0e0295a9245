"""Work that takes longer than a page may: kind to action. No rule lives here.

One file per kind with the same inner names: `KIND` and `run(work)`, which gives counts and kinds of what came of it.
`kinds` lists them, `worker` takes them from the queue.
"""
